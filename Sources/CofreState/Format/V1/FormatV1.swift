import CofreJSON
import CofreModel

/// Version 1 of what is written: checkpoints, and the changes in a journal, as JSON.
///
/// Members that say nothing (empty, false, nil) are left out; members that it does not know are refused, since to drop
/// them would lose something. Members are written in a fixed order, so that equal snapshots give equal bytes.
enum FormatV1 {
  /// Writes and reads the parts; URNs of the coder's own stack are written in short.
  struct Coder {
    let project: String
    let stack: String

    init(_ reference: StackReference) {
      project = reference.project
      stack = reference.stack
    }
  }

  /// Deeper values are refused for writing, since the JSON reader refuses what is nested beyond its own limit.
  static let maximumValueDepth = 256

  static func unknownMember(_ key: String, of thing: String) -> FormatError {
    FormatError(.damaged, "\(thing) has the member '\(key)', which format version 1 does not know.")
  }

  static func malformed(_ thing: String) -> FormatError { FormatError(.damaged, "\(thing) is not well-formed.") }

  static func string(_ json: JSON, _ thing: String) throws(FormatError) -> String {
    guard case .string(let text) = json else { throw malformed(thing) }
    return text
  }

  static func strings(_ json: JSON, _ thing: String) throws(FormatError) -> [String] {
    guard case .array(let elements) = json else { throw malformed(thing) }
    var result: [String] = []
    result.reserveCapacity(elements.count)
    for element in elements { result.append(try string(element, thing)) }
    return result
  }

  static func bool(_ json: JSON, _ thing: String) throws(FormatError) -> Bool {
    guard case .bool(let value) = json else { throw malformed(thing) }
    return value
  }
}
