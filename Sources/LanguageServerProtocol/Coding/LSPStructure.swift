package import CofreJSON

/// A value that is a JSON object with members of its own.
package protocol LSPStructure: LSPValue {
  /// Reads the members of an object; throws when one is missing or not what the protocol says.
  init(members: JSONObject) throws(DecodingFailure)

  /// Writes the members into an object that is open.
  func writeMembers(to stream: inout JSONStream)
}

extension LSPStructure {
  package init(json: JSON) throws(DecodingFailure) {
    guard case .object(let members) = json else { throw DecodingFailure(expected: "an object") }
    try self.init(members: members)
  }

  package func write(to stream: inout JSONStream) {
    stream.beginObject()
    writeMembers(to: &stream)
    stream.endObject()
  }
}
