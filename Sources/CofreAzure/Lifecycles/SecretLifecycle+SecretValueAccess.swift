import CofreHTTP
import CofreJSON
import CofreModel
import CofreProvider

extension SecretLifecycle: SecretValueAccess {
  /// Stores the value by the vault itself, or, when only the right to make secrets is there, as `cofre up` does.
  func setSecretValue(_ value: Sensitive, of state: ResourceState) async throws -> String {
    try await guarding(value) { try await store(value, in: state) }
  }

  private func store(_ value: Sensitive, in state: ResourceState) async throws -> String {
    let id = try kind.id(parsing: state.id)
    let doing = "Storing a value in secret '\(id.name)'"
    // A new version has none of what the last one had: it all goes along.
    var body = self.body(for: state.inputs)
    body.set(["properties", "value"], to: .string(value.revealString(for: .providerRequest) ?? ""))
    var owner = OwnerTags(in: .null)
    owner.urn = OwnerTags.mark(state.urn)
    let tags = owner.added(to: body["tags"])
    body.set(["tags"], to: tags)

    var plain: JSON = .object(body["properties"]?.objectValue ?? [:])
    plain.set(["tags"], to: tags)
    do {
      let vault = try await vault(of: id, state.outputs)
      let stored = try await context.secrets.set(id.name, plain, in: vault, doing: doing)
      return version(stored["id"]?.stringValue)
    } catch let error as ProviderError where error.code == .denied {
      let stored = try await context.resourceManager.perform(
        ARMCall(.put, id.description, apiVersion: kind.apiVersion, body: body, doing: doing))
      return version(stored.value(at: ["properties", "secretUriWithVersion"])?.stringValue)
    }
  }

  func secretValue(of state: ResourceState) async throws -> Sensitive? {
    let id = try kind.id(parsing: state.id)
    let vault = try await vault(of: id, state.outputs)
    let doing = "Reading the value of secret '\(id.name)'"
    guard let secret = try await context.secrets.get(id.name, in: vault, doing: doing) else {
      throw ProviderError(
        .notFound, "The secret '\(id.name)' is not in the vault any more.", hint: "Run `cofre refresh`.")
    }
    return secret["value"]?.stringValue.map { Sensitive($0) }
  }

  /// The last part of the address of a version.
  private func version(_ address: String?) -> String { address?.split(separator: "/").last.map(String.init) ?? "" }
}
