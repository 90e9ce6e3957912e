import CofreModel

/// The description of a resource type: the one source for validation, planning, the editor and the reference.
package struct ResourceType: Sendable {
  /// The type token as scripts spell it, such as `aws.secretsmanager.Secret`.
  package var name: String
  /// One sentence: what it is.
  package var summary: String
  /// The cloud's own page about it; empty for a type with no cloud behind it.
  package var documentation: String
  /// Required ones first, then by name.
  package var inputs: [Property]
  /// What the cloud answers beside the inputs.
  ///
  /// Every resource also has the output `id`.
  package var outputs: [Property]
  /// What the `id` is, in one sentence; an import takes the same text.
  package var idFormat: String
  /// Whether a replacement must delete first, because two of them cannot exist at once.
  package var deleteBeforeReplace: Bool
  /// What stays behind when it is deleted and for how long the name is held; nil when nothing is.
  package var tombstone: String?
  /// The cloud permissions that each operation needs.
  package var permissions: Permissions
  /// Complete declarations in Lua, checked by the tests.
  package var examples: [String]

  package init(
    name: String, summary: String, documentation: String = "", inputs: [Property], outputs: [Property],
    idFormat: String, deleteBeforeReplace: Bool = false, tombstone: String? = nil,
    permissions: Permissions = Permissions(), examples: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.documentation = documentation
    self.inputs = inputs
    self.outputs = outputs
    self.idFormat = idFormat
    self.deleteBeforeReplace = deleteBeforeReplace
    self.tombstone = tombstone
    self.permissions = permissions
    self.examples = examples
    inputsByName = Dictionary(inputs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    outputsByName = Dictionary(outputs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private let inputsByName: [String: Property]
  private let outputsByName: [String: Property]

  package func input(_ name: String) -> Property? { inputsByName[name] }

  /// What a handle's field is: an output, or an input that can be read back as it was given.
  package func output(_ name: String) -> Property? { outputsByName[name] ?? inputsByName[name] }

  /// The cloud it belongs to: the first part of the name, such as `aws`.
  package var cloud: String { String(name.prefix { $0 != "." }) }

  /// Whether it configures a provider rather than making something: `aws.Provider`.
  package var isProvider: Bool { name.hasSuffix(".Provider") }

  package struct Permissions: Sendable, Equatable {
    package var create: [String]
    package var read: [String]
    package var update: [String]
    package var delete: [String]

    package init(create: [String] = [], read: [String] = [], update: [String] = [], delete: [String] = []) {
      self.create = create
      self.read = read
      self.update = update
      self.delete = delete
    }
  }
}
