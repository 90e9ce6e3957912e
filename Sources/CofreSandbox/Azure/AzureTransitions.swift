import CofreJSON

/// Resources on their way to another state.
///
/// A change that takes time in the cloud is kept as notes in the resource's record: `_looks` (how often it will still be
/// seen on its way) and `_due` (when it is over in any case). So a client that waits sees it move on with every look,
/// one that does not wait meets the resource half-done, and nothing stays half-done for ever.
struct AzureTransitions {
  private static let table = "azure.operations"
  private static let longestMilliseconds: Int64 = 2000
  /// How long an operation can be asked for.
  private static let keptMilliseconds: Int64 = 3_600_000
  private static let tables = ["azure.groups", "azure.vaults", "azure.networks", "azure.subnets", "azure.endpoints"]

  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Notes in a record that it is on its way; `state` is what clients see until then.
  func begin(_ record: inout JSONObject, state: String, isDeletion: Bool = false) {
    record.edit("properties") { $0["provisioningState"] = .string(state) }
    record["_looks"] = 1
    record["_due"] = .integer(call.now.milliseconds + Self.longestMilliseconds)
    if isDeletion { record["_isDeletion"] = true }
  }

  static func isOnItsWay(_ record: JSONObject) -> Bool { record["_looks"] != nil }

  /// The record as a client sees it now; a look brings it nearer to its end.
  func look(_ table: String, _ key: String) -> JSONObject? {
    guard var record = call.store[table, key], let looks = record.integer("_looks") else {
      return call.store[table, key]
    }
    if looks <= 0 {
      finish(table, key)
      // What was seen to be over stays over, whatever becomes of this request.
      call.keepsChanges()
      return call.store[table, key]
    }
    record["_looks"] = .integer(looks - 1)
    call.store[table, key] = record
    return record
  }

  func finishWhatIsDue() {
    defer { call.keepsChanges() }
    for table in Self.tables {
      for (key, record) in call.store.records(table) where (record.integer("_due") ?? .max) <= call.now.milliseconds {
        finish(table, key)
      }
    }
  }

  private func finish(_ table: String, _ key: String) {
    guard var record = call.store[table, key] else { return }
    if record.bool("_isDeletion") {
      call.store[table, key] = nil
      AzureRemoval(call).wasRemoved(record, from: table, key: key)
      return
    }
    for note in ["_looks", "_due"] { record[note] = nil }
    record.edit("properties") { $0["provisioningState"] = "Succeeded" }
    call.store[table, key] = record
  }

  // MARK: Operations

  /// Makes an operation that is over when the record is; returns its id.
  func operation(on table: String, _ key: String) -> String {
    let now = call.now.milliseconds
    for (identifier, operation) in call.store.records(Self.table)
    where (operation.integer("time") ?? 0) + Self.keptMilliseconds < now {
      call.store[Self.table, identifier] = nil
    }
    let identifier = RandomText.uuid()
    call.store[Self.table, identifier] = ["table": .string(table), "key": .string(key), "time": .integer(now)]
    return identifier
  }

  /// Whether an operation is over; nil when there is none of this id.
  ///
  /// A look at it brings it nearer to its end.
  func isOver(_ identifier: String) -> Bool? {
    guard let operation = call.store[Self.table, identifier.lowercased()] else { return nil }
    guard let record = look(operation.string("table") ?? "", operation.string("key") ?? "") else { return true }
    return !Self.isOnItsWay(record)
  }
}
