import CofreJSON
import CofreModel

extension FormatV1.Coder {
  /// The text of a checkpoint up to the checksum line; each resource stands on a line of its own.
  func encode(_ checkpoint: Checkpoint) throws(FormatError) -> [UInt8] {
    let snapshot = checkpoint.snapshot
    var bytes = Array("{\"formatVersion\":1,\n".utf8)
    func member(_ name: String, _ value: JSON, end: String) {
      bytes += "\"\(name)\":".utf8
      bytes += value.serialized()
      bytes += end.utf8
    }
    func list(_ name: String, _ elements: [JSON]) {
      bytes += "\"\(name)\":[".utf8
      for (index, element) in elements.enumerated() {
        bytes += (index == 0 ? "\n" : ",\n").utf8
        bytes += element.serialized()
      }
      bytes += (elements.isEmpty ? "],\n" : "\n],\n").utf8
    }
    member("project", .string(project), end: ",")
    member("stack", .string(stack), end: ",")
    member("serial", .integer(checkpoint.serial), end: ",")
    member("id", .string(checkpoint.id), end: ",")
    member("nameSeed", .string(snapshot.nameSeed), end: ",\n")
    if snapshot.isSandboxed { member("sandboxed", true, end: ",\n") }
    member("exports", .object(try FormatV1.encode(snapshot.exports)), end: ",\n")
    var operations: [JSON] = []
    for operation in snapshot.pendingOperations { operations.append(try encode(operation)) }
    list("pendingOperations", operations)
    var resources: [JSON] = []
    resources.reserveCapacity(snapshot.resources.count)
    for state in snapshot.resources { resources.append(try encode(state)) }
    list("resources", resources)
    return bytes
  }
}

extension FormatV1 {
  /// Reads a checkpoint whose checksum has been verified.
  static func decodeCheckpoint(_ bytes: [UInt8]) throws(FormatError) -> Checkpoint {
    let json: JSON
    do { json = try JSON.parse(bytes) } catch {
      throw FormatError(.damaged, "It is not JSON: \(error.message) at byte \(error.offset).")
    }
    guard case .object(let object) = json, case .string(let project)? = object["project"],
      case .string(let stack)? = object["stack"], case .integer(let serial)? = object["serial"],
      case .string(let id)? = object["id"], case .string(let nameSeed)? = object["nameSeed"],
      case .object? = object["exports"], case .array(let operations)? = object["pendingOperations"],
      case .array(let resources)? = object["resources"]
    else { throw malformed("The checkpoint") }
    let known: Set = [
      "formatVersion", "project", "stack", "serial", "id", "nameSeed", "exports", "pendingOperations", "resources",
      "sandboxed", "sha256",
    ]
    if let key = object.keys.first(where: { !known.contains($0) }) { throw unknownMember(key, of: "The checkpoint") }
    let reference = StackReference(project: project, stack: stack)
    let coder = Coder(reference)
    var snapshot = Snapshot(nameSeed: nameSeed, isSandboxed: object["sandboxed"] == true)
    snapshot.exports = try decodeMembers(object["exports"] ?? .null, "The exports")
    snapshot.pendingOperations.reserveCapacity(operations.count)
    for operation in operations { snapshot.pendingOperations.append(try coder.decodePendingOperation(operation)) }
    snapshot.resources.reserveCapacity(resources.count)
    for resource in resources { snapshot.resources.append(try coder.decodeResourceState(resource)) }
    return Checkpoint(reference: reference, serial: serial, id: id, snapshot: snapshot)
  }
}
