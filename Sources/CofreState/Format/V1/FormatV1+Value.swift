import CofreCrypto
import CofreJSON
import CofreModel

/// Values: plain ones are plain JSON; the others are objects with one member whose name starts with one `$`.
///
/// A `$` at the start of a name in the user's own objects is doubled, so that no object can be taken for the other kind.
extension FormatV1 {
  static func encode(_ value: Value, depth: Int = 0) throws(FormatError) -> JSON {
    guard depth <= maximumValueDepth else {
      throw FormatError(.unwritable, "A value is nested more than \(maximumValueDepth) levels deep.")
    }
    switch value {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .number(let value):
      return value.isFinite ? .number(value) : .object(JSONObject(unchecked: [("$number", .string(value.description))]))
    case .string(let value): return .string(value)
    case .array(let elements):
      var result: [JSON] = []
      result.reserveCapacity(elements.count)
      for element in elements { result.append(try encode(element, depth: depth + 1)) }
      return .array(result)
    case .object(let members): return .object(try encode(members, depth: depth + 1))
    case .digest(let digest): return .object(JSONObject(unchecked: [("$digest", .string(digest.hex))]))
    case .ciphertext(let ciphertext):
      return .object(JSONObject(unchecked: [("$ciphertext", .string(ciphertext.base64))]))
    case .sensitive:
      throw FormatError(.unwritable, "A sensitive value would have been written in clear. This is a bug in Cofre.")
    case .unknown:
      throw FormatError(.unwritable, "A value that is not known yet would have been written. This is a bug in Cofre.")
    }
  }

  static func encode(_ members: [String: Value], depth: Int = 0) throws(FormatError) -> JSONObject {
    var result: [JSONObject.Member] = []
    result.reserveCapacity(members.count)
    for (key, member) in members.sorted(by: { $0.key < $1.key }) {
      result.append((key.utf8.first == UInt8(ascii: "$") ? "$" + key : key, try encode(member, depth: depth)))
    }
    return JSONObject(unchecked: result)
  }

  static func decodeValue(_ json: JSON) throws(FormatError) -> Value {
    switch json {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .string(let value): return .string(value)
    case .array(let elements):
      var result: [Value] = []
      result.reserveCapacity(elements.count)
      for element in elements { result.append(try decodeValue(element)) }
      return .array(result)
    case .object(let object):
      if object.count == 1, let (key, content) = object.members.first, isTag(key) {
        return try decodeTagged(key, content)
      }
      return .object(try decodeMembers(object))
    }
  }

  static func decodeMembers(_ json: JSON, _ thing: String) throws(FormatError) -> [String: Value] {
    guard case .object(let object) = json else { throw malformed(thing) }
    return try decodeMembers(object)
  }

  private static func decodeMembers(_ object: JSONObject) throws(FormatError) -> [String: Value] {
    var result: [String: Value] = [:]
    result.reserveCapacity(object.count)
    for (key, member) in object {
      guard !isTag(key) else { throw unknownMember(key, of: "A value") }
      result[
        key.utf8.first == UInt8(ascii: "$") ? String(String.UnicodeScalarView(key.unicodeScalars.dropFirst())) : key] =
        try decodeValue(member)
    }
    return result
  }

  private static func isTag(_ key: String) -> Bool {
    let utf8 = key.utf8
    return utf8.first == UInt8(ascii: "$") && utf8.dropFirst().first != UInt8(ascii: "$")
  }

  private static func decodeTagged(_ key: String, _ json: JSON) throws(FormatError) -> Value {
    let content = try string(json, "The value '\(key)'")
    switch key {
    case "$digest":
      guard content.utf8.count == 64, content.utf8.allSatisfy({ 48...57 ~= $0 || 97...102 ~= $0 }) else {
        throw malformed("A digest")
      }
      return .digest(Digest(hex: content))
    case "$ciphertext":
      guard Base64.decode(content).map(Base64.encode) == content else { throw malformed("A ciphertext") }
      return .ciphertext(Ciphertext(base64: content))
    case "$number":
      switch content {
      case "nan": return .number(.nan)
      case "inf": return .number(.infinity)
      case "-inf": return .number(-.infinity)
      default: throw malformed("A number")
      }
    default: throw unknownMember(key, of: "A value")
    }
  }
}
