import CofreProvider

/// The life of a `cofre.Record`: it exists exactly as long as its state does.
struct RecordLifecycle: ResourceLifecycle {
  var makesCloudCalls: Bool { false }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    ResourceResult(id: request.owner.operationID, outputs: [:])
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? { nil }

  func read(_ request: ReadRequest) async throws -> ReadResult? {
    ReadResult(id: request.id, inputs: request.inputs, outputs: request.outputs)
  }

  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    ResourceResult(id: request.id, outputs: [:])
  }

  func delete(_ request: DeleteRequest) async throws {}
}
