import CofreJSON

/// The types of `Microsoft.Network`, by the path.
///
/// All writes take a while and are followed at an address of their own.
struct NetworkTypes {
  static let networks = "azure.networks"
  static let subnets = "azure.subnets"
  static let endpoints = "azure.endpoints"

  let request: ManagerRequest

  init(_ request: ManagerRequest) { self.request = request }

  func respond() throws -> SandboxResponse {
    let tail = request.path.tail
    if tail.first == "locations", tail.count == 4, request.method == "GET" {
      return tail[2] == "operations" ? try operation(tail[3]) : try request.operationResult(tail[3])
    }
    if request.method == "PUT" { try request.checkIsRegistered("Microsoft.Network") }
    switch (tail[0], tail.count) {
    case ("virtualnetworks", 1): return list(Self.networks)
    case ("virtualnetworks", 2): return try network()
    case ("virtualnetworks", 3...) where tail[2] == "subnets": return try subnet()
    case ("privateendpoints", 1): return list(Self.endpoints)
    case ("privateendpoints", 2): return try endpoint()
    default: throw request.unknownPath
    }
  }

  /// `GET …/operations/{id}`.
  private func operation(_ identifier: String) throws -> SandboxResponse {
    guard let isOver = request.transitions.isOver(identifier) else {
      throw AzureError(404, "OperationNotFound", "The operation '\(identifier)' was not found.")
    }
    return SandboxResponse(
      json: ["status": isOver ? "Succeeded" : "InProgress"], headers: isOver ? [] : [("Retry-After", "0")])
  }

  private func list(_ table: String) -> SandboxResponse {
    let prefix = request.path.group.map { $0.lowercased() + "/" } ?? ""
    return request.list(request.store.records(table, prefix: prefix).map { shown($0.record, in: table) })
  }

  /// The key of a record: the group and the names of the path.
  var key: String {
    let tail = request.path.tail
    return ([request.path.lower[3]] + stride(from: 1, to: tail.count, by: 2).map { tail[$0] }).joined(separator: "/")
  }

  func shown(_ record: JSONObject, in table: String) -> JSONObject {
    table == Self.networks ? networkShown(record) : record.withoutNotes
  }

  // MARK: What every type does alike

  func get(_ table: String, type: String) throws -> SandboxResponse {
    guard let record = request.transitions.look(table, key) else {
      throw request.notFound("Microsoft.Network/\(type)", request.path.sentTail.last ?? "")
    }
    return SandboxResponse(json: .object(shown(record, in: table)), headers: [("ETag", record.string("etag") ?? "")])
  }

  /// Saves a record as one on its way; the answer names the operation to follow.
  func save(_ record: JSONObject, _ table: String, isNew: Bool) -> SandboxResponse {
    var record = record
    request.transitions.begin(&record, state: "Updating")
    record["etag"] = .string("W/\"\(RandomText.uuid())\"")
    request.store[table, key] = record
    var headers = followUp(table)
    headers.removeAll { $0.name == "Location" }
    headers.append(("Azure-AsyncNotification", "Enabled"))
    return SandboxResponse(
      status: isNew ? 201 : 200, json: .object(shown(record, in: table)), headers: headers)
  }

  func startDeletion(_ table: String) -> SandboxResponse {
    guard var record = request.store[table, key] else { return SandboxResponse(status: 204) }
    if !record.bool("_isDeletion") {
      request.transitions.begin(&record, state: "Deleting", isDeletion: true)
      request.store[table, key] = record
    }
    return SandboxResponse(status: 202, headers: followUp(table))
  }

  private func followUp(_ table: String) -> [SandboxResponse.Header] {
    let location = (try? request.group().string("location")) ?? nil
    let operation = request.transitions.operation(on: table, key)
    let base =
      "\(request.baseURL)\(request.subscriptionID)/providers/Microsoft.Network/locations/\(location ?? "eastus")"
    return [
      ("Azure-AsyncOperation", "\(base)/operations/\(operation)?api-version=\(request.apiVersion)"),
      ("Location", "\(base)/operationResults/\(operation)?api-version=\(request.apiVersion)"), ("Retry-After", "0"),
    ]
  }

  /// The start of a record, or the one that is there; its location cannot change.
  func base(_ table: String, type: String, name: String, body: JSONObject) throws -> JSONObject {
    let location = try request.location(body)
    if let existing = request.store[table, key] {
      guard existing.string("location") == location else {
        throw AzureError(
          409, "InvalidResourceLocation",
          "The resource '\(name)' already exists in location '\(existing.string("location") ?? "")' in resource group "
            + "'\(request.path.group ?? "")'. A resource with the same name cannot be created in location '\(location)'. "
            + "Please select a new resource name.")
      }
      return existing
    }
    let id = "\(try request.group().string("id") ?? "")/providers/Microsoft.Network/\(type)/\(name)"
    return [
      "name": .string(name), "id": .string(id), "type": .string("Microsoft.Network/\(type)"),
      "location": .string(location),
    ]
  }

  func checkName(_ name: String, _ range: ClosedRange<Int>) throws {
    guard range ~= name.count, AzureText.consists(name, ofLettersDigitsAnd: "_.-"),
      let first = name.first, first.isLetter || first.isNumber, let last = name.last,
      last.isLetter || last.isNumber || last == "_"
    else {
      throw AzureError(
        400, "InvalidResourceName",
        "Resource name \(name) is invalid. The name can be up to \(range.upperBound) characters long. It must begin with a "
          + "word character, and it must end with a word character or with '_'. The name may contain word characters or "
          + "'.', '-', '_'.")
    }
  }

  /// Throws when a record is on its way: one operation at a time.
  func checkIsIdle(_ record: JSONObject?) throws {
    guard let record, AzureTransitions.isOnItsWay(record) else { return }
    throw AzureError.passing(
      429, "AnotherOperationInProgress",
      "Another operation on this or dependent resource is in progress: \(record.string("id") ?? "").")
  }
}
