import CofreJSON
import Glibc
import Synchronization

package import CofreModel

/// A rule that a known value must satisfy; what it says is data, so that the editor and the reference can say it too.
package enum Constraint: Sendable, Equatable {
  /// Characters (Unicode scalars) of a string.
  case length(ClosedRange<Int>)
  /// UTF-8 bytes of a string.
  case bytes(ClosedRange<Int>)
  case range(ClosedRange<Int64>, unit: Unit)
  /// Zero, which says "not at all", or a number of a range that zero is not in.
  case zeroOr(ClosedRange<Int64>, unit: Unit)
  /// Elements of a list, members of a map.
  case count(ClosedRange<Int>)
  case oneOf([String])
  /// A POSIX extended regular expression that the whole text matches.
  case pattern(String, meaning: String)
  case format(Format)

  package enum Unit: String, Sendable { case none, days, hours, seconds, minutes, bytes }

  package enum Format: String, Sendable {
    /// 8-4-4-4-12 hexadecimal digits (RFC 9562).
    case uuid
    /// Seconds with an `s`, as Google's APIs write a duration: `86400s`.
    case duration
    /// An IPv4 network such as `10.0.0.0/16`.
    case cidr
    /// An RFC 3339 time in UTC.
    case timestamp
    /// A JSON text.
    case json
  }

  /// What is wrong with a value, as the end of a sentence that starts with the property ("must be …"); nil when
  /// nothing is.
  ///
  /// A value of a kind that the rule does not speak of satisfies it. The value itself is never part of the text.
  package func violation(by value: Value) -> String? {
    switch (self, value) {
    case (.length(let range), .string(let text)) where !range.contains(text.unicodeScalars.count):
      return "must have \(phrase(range)) characters, and has \(text.unicodeScalars.count)"
    case (.bytes(let range), .string(let text)) where !range.contains(text.utf8.count):
      return "must have \(phrase(range)) bytes, and has \(text.utf8.count)"
    case (.range(let range, let unit), .integer(let number)) where !range.contains(number):
      return "must be \(range.lowerBound) to \(range.upperBound)\(unit == .none ? "" : " \(unit.rawValue)")"
    case (.zeroOr(let range, let unit), .integer(let number)) where number != 0 && !range.contains(number):
      return "must be 0 or \(phrase(range, unit))"
    case (.count(let range), .array(let elements)) where !range.contains(elements.count):
      return "must have \(phrase(range)) elements, and has \(elements.count)"
    case (.count(let range), .object(let members)) where !range.contains(members.count):
      return "must have \(phrase(range)) members, and has \(members.count)"
    case (.oneOf(let values), .string(let text)) where !values.contains(text):
      return "must be one of \(values.map { "\"\($0)\"" }.joined(separator: ", "))"
    case (.pattern(let expression, let meaning), .string(let text)) where !matches(expression, text):
      return "must be \(meaning)"
    case (.format(let format), .string(let text)) where !format.accepts(text):
      return "must be \(format.phrase)"
    default:
      return nil
    }
  }

  /// The rule in a user's words.
  package var phrase: String {
    switch self {
    case .length(let range): return "\(phrase(range)) characters"
    case .bytes(let range): return "\(phrase(range)) bytes"
    case .range(let range, let unit):
      return "\(range.lowerBound) to \(range.upperBound)\(unit == .none ? "" : " \(unit.rawValue)")"
    case .zeroOr(let range, let unit): return "0 or \(phrase(range, unit))"
    case .count(let range): return "\(phrase(range)) of them"
    case .oneOf(let values): return "one of \(values.map { "\"\($0)\"" }.joined(separator: ", "))"
    case .pattern(_, let meaning): return meaning
    case .format(let format): return format.phrase
    }
  }

  private func phrase(_ range: ClosedRange<Int64>, _ unit: Unit) -> String {
    "\(range.lowerBound) to \(range.upperBound)\(unit == .none ? "" : " \(unit.rawValue)")"
  }

  private func phrase(_ range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }
}

extension Constraint.Format {
  package var phrase: String {
    switch self {
    case .uuid: return "a UUID such as 00000000-0000-0000-0000-000000000000"
    case .duration: return "seconds with an s, such as \"86400s\""
    case .cidr: return "an IPv4 network such as \"10.0.0.0/16\""
    case .timestamp: return "a UTC time such as \"2026-11-21T00:00:00Z\""
    case .json: return "a JSON text"
    }
  }

  func accepts(_ text: String) -> Bool {
    switch self {
    case .uuid:
      return matches("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", text)
    case .duration: return matches("[0-9]+(\\.[0-9]{1,9})?s", text)
    case .cidr:
      let octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
      return matches("\(octet)\\.\(octet)\\.\(octet)\\.\(octet)/(3[0-2]|[12]?[0-9])", text)
    case .timestamp:
      return matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z", text)
    case .json: return (try? JSON.parse(text)) != nil
    }
  }
}

/// Whether the whole text matches a POSIX extended regular expression, by libc's matcher.
private func matches(_ expression: String, _ text: String) -> Bool {
  guard !text.utf8.contains(0) else { return false }
  return compiledExpressions.withLock { cache in
    let compiled: CompiledExpression
    if let known = cache[expression] {
      compiled = known
    } else {
      compiled = CompiledExpression("^(\(expression))$")
      cache[expression] = compiled
    }
    return compiled.matches(text)
  }
}

private let compiledExpressions = Mutex<[String: CompiledExpression]>([:])

/// A compiled `regex_t`, used under the lock of the cache only.
private final class CompiledExpression: @unchecked Sendable {
  private var regex = regex_t()

  init(_ expression: String) {
    let status = regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB)
    precondition(status == 0, "The expression \(expression) of the catalog does not compile")
  }

  deinit { regfree(&regex) }

  func matches(_ text: String) -> Bool { regexec(&regex, text, 0, nil, 0) == 0 }
}
