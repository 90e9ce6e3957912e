import CofreJSON
import CofreModel

/// URNs: `type::name` for those of the coder's stack, or else an array of stack, project, type and name.
extension FormatV1.Coder {
  func encode(_ urn: URN) -> JSON {
    guard urn.stack == stack, urn.project == project, !urn.qualifiedType.utf8.contains(UInt8(ascii: ":")) else {
      return .array([.string(urn.stack), .string(urn.project), .string(urn.qualifiedType), .string(urn.name)])
    }
    return .string("\(urn.qualifiedType)::\(urn.name)")
  }

  func encode(_ urns: Set<URN>) -> JSON {
    guard urns.count > 1 else { return .array(urns.map(encode)) }
    return .array(urns.map { ($0.description, $0) }.sorted { $0.0 < $1.0 }.map { encode($0.1) })
  }

  func decodeURN(_ json: JSON) throws(FormatError) -> URN {
    switch json {
    case .string(let text):
      let utf8 = text.utf8
      guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")) else { throw FormatV1.malformed("A URN") }
      let second = utf8.index(after: colon)
      guard second < utf8.endIndex, utf8[second] == UInt8(ascii: ":") else { throw FormatV1.malformed("A URN") }
      return URN(
        stack: stack, project: project, type: String(text[..<colon]), name: String(text[utf8.index(after: second)...]))
    case .array(let parts) where parts.count == 4:
      return URN(
        stack: try FormatV1.string(parts[0], "A URN"), project: try FormatV1.string(parts[1], "A URN"),
        type: try FormatV1.string(parts[2], "A URN"), name: try FormatV1.string(parts[3], "A URN"))
    default: throw FormatV1.malformed("A URN")
    }
  }

  func decodeURNs(_ json: JSON) throws(FormatError) -> [URN] {
    guard case .array(let elements) = json else { throw FormatV1.malformed("A list of URNs") }
    var result: [URN] = []
    result.reserveCapacity(elements.count)
    for element in elements { result.append(try decodeURN(element)) }
    return result
  }
}
