import CofreJSON
import CofreModel

extension FormatV1.Coder {
  func encode(_ operation: PendingOperation) throws(FormatError) -> JSON {
    .object(
      JSONObject(unchecked: [
        ("kind", .string(operation.kind.rawValue)), ("operation", .string(operation.operationID)),
        ("urn", encode(operation.urn)), ("state", try encode(operation.state)),
      ]))
  }

  func decodePendingOperation(_ json: JSON) throws(FormatError) -> PendingOperation {
    guard case .object(let object) = json, object.count == 4, case .string(let kindText)? = object["kind"],
      let kind = PendingOperation.Kind(rawValue: kindText), case .string(let operationID)? = object["operation"],
      let urn = object["urn"], let state = object["state"]
    else { throw FormatV1.malformed("A pending operation") }
    return PendingOperation(
      kind: kind, urn: try decodeURN(urn), state: try decodeResourceState(state), operationID: operationID)
  }

  /// One record of a journal: an array of changes, each an object with one member that says which change it is.
  func encode(_ changes: [StateChange]) throws(FormatError) -> JSON {
    var result: [JSON] = []
    result.reserveCapacity(changes.count)
    for change in changes {
      let member: JSONObject.Member
      switch change {
      case .begin(let operation): member = ("begin", try encode(operation))
      case .end(let operationID): member = ("end", .string(operationID))
      case .put(let state): member = ("put", try encode(state))
      case .markPendingDelete(let urn): member = ("markPendingDelete", encode(urn))
      case .remove(let urn): member = ("remove", encode(urn))
      case .removePendingDelete(let urn, let id): member = ("removePendingDelete", .array([encode(urn), .string(id)]))
      case .setExports(let values): member = ("exports", .object(try FormatV1.encode(values)))
      case .setNameSeed(let seed): member = ("nameSeed", .string(seed))
      case .setSandboxed(let value): member = ("sandboxed", .bool(value))
      }
      result.append(.object(JSONObject(unchecked: [member])))
    }
    return .array(result)
  }

  func decodeChanges(_ json: JSON) throws(FormatError) -> [StateChange] {
    guard case .array(let elements) = json else { throw FormatV1.malformed("A record of the journal") }
    var result: [StateChange] = []
    result.reserveCapacity(elements.count)
    for element in elements { result.append(try decodeChange(element)) }
    return result
  }

  private func decodeChange(_ json: JSON) throws(FormatError) -> StateChange {
    guard case .object(let object) = json, object.count == 1, let (key, value) = object.members.first else {
      throw FormatV1.malformed("A change in the journal")
    }
    switch key {
    case "begin": return .begin(try decodePendingOperation(value))
    case "end": return .end(operationID: try FormatV1.string(value, "An operation ID"))
    case "put": return .put(try decodeResourceState(value))
    case "markPendingDelete": return .markPendingDelete(try decodeURN(value))
    case "remove": return .remove(try decodeURN(value))
    case "removePendingDelete":
      guard case .array(let parts) = value, parts.count == 2 else { throw FormatV1.malformed("A removal") }
      return .removePendingDelete(try decodeURN(parts[0]), id: try FormatV1.string(parts[1], "An ID"))
    case "exports": return .setExports(try FormatV1.decodeMembers(value, "The exports"))
    case "nameSeed": return .setNameSeed(try FormatV1.string(value, "The name seed"))
    case "sandboxed": return .setSandboxed(value == true)
    default: throw FormatV1.unknownMember(key, of: "A change in the journal")
    }
  }
}
