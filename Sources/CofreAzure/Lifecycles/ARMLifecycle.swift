import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider
import CofreSchema

/// What the life cycles of all types have in common: each says what is special about its own.
protocol ARMLifecycle: ResourceLifecycle {
  var kind: ARMResourceKind { get }
  var context: AzureContext { get }

  /// The body that makes a resource of these inputs, owner tags not yet in it.
  func body(for inputs: [String: Value]) -> JSON

  /// What a resource's answer says in the words of the type's outputs.
  func outputs(of resource: JSON) -> [String: Value]

  /// What a resource's answer says in the words of the type's inputs, names in the path not among them.
  func inputs(of resource: JSON) -> [String: Value]

  /// What a refresh, or an import when nothing is recorded, learns from a resource's answer.
  func readResult(_ resource: JSON, _ id: ResourceID, _ request: ReadRequest) throws -> ReadResult
}

extension ARMLifecycle {
  func body(for inputs: [String: Value]) -> JSON { encoded(inputs) }

  func outputs(of resource: JSON) -> [String: Value] { decodedOutputs(resource) }

  func inputs(of resource: JSON) -> [String: Value] { decodedInputs(resource) }

  func encoded(_ inputs: [String: Value]) -> JSON {
    .object(WireCoding.encode(inputs, as: kind.type.inputs, excluding: kind.pathProperties))
  }

  func decodedOutputs(_ resource: JSON) -> [String: Value] {
    WireCoding.decode(resource, as: kind.type.outputs)
  }

  func decodedInputs(_ resource: JSON) -> [String: Value] {
    WireCoding.decode(resource, as: kind.type.inputs.filter { !kind.pathProperties.contains($0.name) })
  }

  /// The default: ``checked(_:)``.
  func check(_ request: CheckRequest) throws -> CheckResult { checked(request) }

  /// The default: ``schemaDiff(_:)``.
  func diff(_ request: DiffRequest) throws -> Diff { schemaDiff(request) }

  /// Fills in the location, says how to give one when there is none, and checks the tags.
  func checked(_ request: CheckRequest) -> CheckResult {
    var result = CheckResult(inputs: request.inputs)
    if kind.hasTags { result.violations += TagRules.violations(in: request.inputs["tags"]) }
    guard kind.type.input("location") != nil, request.inputs["location"] == nil else { return result }
    if let location = context.configuration.location {
      result.inputs["location"] = .string(location)
    } else {
      result.violations.append(
        Violation(
          code: "missing-property", path: PropertyPath("location"), "Missing required property",
          detail: "\(kind.type.name) needs 'location', and the provider has none either.",
          hint: "Add location = \"westeurope\" to the properties, or set ARM_LOCATION."))
    }
    return result
  }

  /// The comparison by the flags of the type; a replacement that keeps its name deletes first.
  func schemaDiff(_ request: DiffRequest) -> Diff {
    var diff = SchemaDiff.diff(request)
    let isRenamed = diff.changes.contains { kind.pathProperties.contains($0.path.root ?? "") }
    if !isRenamed { diff.deleteBeforeReplace = true }
    return diff
  }

  /// "Creating key vault 'x'".
  func phrase(_ verb: String, _ id: ResourceID) -> String { "\(verb) \(kind.noun) '\(id.name)'" }

  /// The resource as it is; nil when it is gone.
  func fetch(_ id: ResourceID) async throws -> JSON? {
    try await context.resourceManager.get(
      id.description, apiVersion: kind.apiVersion, doing: phrase("Reading", id))
  }

  /// Makes sure that nothing of somebody else's is taken over, for a PUT would.
  ///
  /// Returns what an interrupted attempt of the same step left.
  func claim(_ request: CreateRequest, _ id: ResourceID) async throws -> JSON? {
    guard let existing = try await fetch(id) else { return nil }
    guard OwnerTags(in: existing).isSameOperation(as: request.owner) else {
      throw alreadyExists(id, existing, request.owner.urn)
    }
    return existing
  }

  func alreadyExists(_ id: ResourceID, _ existing: JSON, _ urn: URN) -> ProviderError {
    if isBeingDeleted(existing) {
      return ProviderError(
        .conflict, "The \(kind.noun) '\(id.name)' is still being deleted.",
        hint: "Run the command again when it is gone.")
    }
    let isOurs = OwnerTags(in: existing).isSameResource(as: urn)
    return ProviderError(
      .alreadyExists,
      "The \(kind.noun) '\(id.name)' exists already and is not in this stack's state."
        + (isOurs ? " It carries the tag of this very resource, from a run whose state is not here." : ""),
      hint: "Choose another name, or delete the one that is there: \(id)")
  }

  /// Makes a resource by PUT.
  ///
  /// When it fails after Azure had accepted it, what is there is returned with the reason, so that it is not forgotten.
  func put(
    _ request: CreateRequest, _ id: ResourceID, _ body: JSON, owner: OwnerTags? = nil, busyCodes: Set<String> = []
  ) async throws -> ResourceResult {
    let owner = owner ?? OwnerTags(request.owner)
    var call = ARMCall(
      .put, id.description, apiVersion: kind.apiVersion, body: body, doing: phrase("Creating", id),
      timeout: request.timeout, busyCodes: busyCodes)
    if kind.hasTags { call.body?.set(["tags"], to: owner.added(to: body["tags"])) }
    do {
      return try result(try await context.resourceManager.perform(call), id)
    } catch let error as ProviderError where error.mayHaveChanged {
      guard let existing = try? await fetch(id), isOurs(existing, request) else { throw error }
      var partial = try result(existing, id)
      partial.incompleteReasons = [error.message]
      return partial
    }
  }

  private func isOurs(_ existing: JSON, _ request: CreateRequest) -> Bool {
    !kind.hasTags || OwnerTags(in: existing).isSameOperation(as: request.owner)
  }

  /// Changes a resource by PUT or PATCH.
  func write(
    _ method: HTTPRequest.Method, _ request: UpdateRequest, _ id: ResourceID, _ body: JSON, busyCodes: Set<String> = []
  ) async throws -> ResourceResult {
    var call = ARMCall(
      method, id.description, apiVersion: kind.apiVersion, body: body, doing: phrase("Updating", id),
      timeout: request.timeout, busyCodes: busyCodes)
    if kind.hasTags { call.body?.set(["tags"], to: OwnerTags(request.owner).added(to: body["tags"])) }
    return try result(try await context.resourceManager.perform(call), id)
  }

  func result(_ resource: JSON, _ id: ResourceID) throws -> ResourceResult {
    guard let answered = resource["id"]?.stringValue else {
      throw ProviderError(
        .unexpectedResponse, "Azure's answer about \(kind.noun) '\(id.name)' has no id.", mayHaveChanged: true)
    }
    return ResourceResult(id: answered, outputs: outputs(of: resource))
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    let id = try kind.id(request.inputs, subscription: context.configuration.subscriptionID)
    guard let existing = try await claim(request, id) else { return nil }
    return try await ready(existing, id)
  }

  /// What an interrupted run left, once Azure is done with it.
  func ready(_ existing: JSON, _ id: ResourceID) async throws -> ResourceResult {
    let doing = phrase("Creating", id)
    do {
      return try result(
        try await context.resourceManager.waitUntilReady(
          id.description, apiVersion: kind.apiVersion, current: existing, doing: doing), id)
    } catch let error as ProviderError where error.mayHaveChanged {
      var partial = try result(existing, id)
      partial.incompleteReasons = [error.message]
      return partial
    }
  }

  func read(_ request: ReadRequest) async throws -> ReadResult? {
    let id = try kind.id(parsing: request.id)
    guard let resource = try await fetch(id), !isBeingDeleted(resource) else { return nil }
    return try readResult(resource, id, request)
  }

  private func isBeingDeleted(_ resource: JSON) -> Bool {
    resource.value(at: ["properties", "provisioningState"])?.stringValue?.lowercased() == "deleting"
  }

  func readResult(_ resource: JSON, _ id: ResourceID, _ request: ReadRequest) throws -> ReadResult {
    var read = inputs(of: resource).merging(kind.inputs(of: id)) { _, name in name }
    OwnerTags.strip(&read)
    let inputs =
      request.inputs.isEmpty
      ? Projection.importable(read, as: kind.type)
      : Projection.project(read, onto: request.inputs, as: kind.type.inputs)
    let result = try result(resource, id)
    return ReadResult(id: result.id, inputs: inputs, outputs: result.outputs)
  }

  func delete(_ request: DeleteRequest) async throws { try await remove(request) }

  /// Deletes by Azure Resource Manager and waits until it is gone.
  func remove(_ request: DeleteRequest, busyCodes: Set<String> = []) async throws {
    let id = try kind.id(parsing: request.id)
    _ = try await context.resourceManager.perform(
      ARMCall(
        .delete, id.description, apiVersion: kind.apiVersion, doing: phrase("Deleting", id), timeout: request.timeout,
        busyCodes: busyCodes))
  }
}
