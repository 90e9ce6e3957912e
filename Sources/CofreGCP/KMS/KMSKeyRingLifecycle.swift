import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

/// `gcp.kms.KeyRing`: made or taken up, read, and never removed.
struct KMSKeyRingLifecycle: ResourceLifecycle {
  let kms: GCPClient
  let project: GCPProject

  func check(_ request: CheckRequest) throws -> CheckResult {
    var inputs = request.inputs
    if inputs["project"] == nil, let project = project.known { inputs["project"] = .string(project) }
    return CheckResult(inputs: inputs)
  }

  /// Compares; a project that is not said, then or now, is the one that the ring has.
  func diff(_ request: DiffRequest) throws -> Diff {
    var request = request
    let project = request.oldInputs["project"] ?? request.oldOutputs["project"]
    request.oldInputs["project"] = project
    if request.newInputs["project"] == nil { request.newInputs["project"] = project }
    return SchemaDiff.diff(request)
  }

  func create(_ request: CreateRequest) async throws -> ResourceResult {
    let name = try await name(request.inputs)
    do {
      let ring = try await kms.send(
        GCPClient.Call(
          method: .post, path: "\(name.parent)/keyRings", query: [("keyRingId", name.keyRing)], body: [:],
          subject: "the creation of key ring \(name.keyRing)"))
      return ResourceResult(id: name.description, outputs: outputs(ring, name))
    } catch let error as ProviderError where error.code == .alreadyExists {
      // A ring has nothing but its name, and nobody can remove it: the one that is there is the one that is wanted.
      return ResourceResult(id: name.description, outputs: outputs(try await get(name), name))
    }
  }

  func findCreated(_ request: CreateRequest) async throws -> ResourceResult? {
    let name = try await name(request.inputs)
    do {
      return ResourceResult(id: name.description, outputs: outputs(try await get(name), name))
    } catch let error as ProviderError where error.code == .notFound {
      return nil
    }
  }

  func read(_ request: ReadRequest) async throws -> ReadResult? {
    let name = try KMSResourceName(ringID: request.id)
    do {
      let ring = try await get(name)
      var inputs: [String: Value] = ["location": .string(name.location), "name": .string(name.keyRing)]
      // What the metadata server said of the project is no input, now or later.
      if request.inputs.isEmpty || request.inputs["project"] != nil { inputs["project"] = .string(name.project) }
      return ReadResult(id: name.description, inputs: inputs, outputs: outputs(ring, name))
    } catch let error as ProviderError where error.code == .notFound {
      return nil
    }
  }

  /// Changes nothing: every property of a ring is settled when it is made.
  func update(_ request: UpdateRequest) async throws -> ResourceResult {
    let name = try KMSResourceName(ringID: request.id)
    return ResourceResult(id: name.description, outputs: outputs(try await get(name), name))
  }

  /// Forgets the ring: Cloud KMS lets it be removed only when every key in it is, and keeps its name for ever.
  func delete(_ request: DeleteRequest) async throws {}

  private func get(_ name: KMSResourceName) async throws -> JSON {
    try await kms.send(
      GCPClient.Call(method: .get, path: name.description, subject: "the reading of key ring \(name.keyRing)"))
  }

  private func name(_ inputs: [String: Value]) async throws -> KMSResourceName {
    guard let name = inputs["name"]?.stringValue, let location = inputs["location"]?.stringValue else {
      throw ProviderError(.invalid, "A key ring needs a name and a location.")
    }
    var project = inputs["project"]?.stringValue
    if project == nil { project = try await self.project.resolve() }
    return KMSResourceName(project: project ?? "", location: location, keyRing: name)
  }

  private func outputs(_ ring: JSON, _ name: KMSResourceName) -> [String: Value] {
    var outputs: [String: Value] = [
      "location": .string(name.location), "name": .string(name.keyRing), "project": .string(name.project),
    ]
    if let time = ring["createTime"]?.stringValue { outputs["create_time"] = .string(time) }
    return outputs
  }
}
