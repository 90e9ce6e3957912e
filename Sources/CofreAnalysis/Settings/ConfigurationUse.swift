import LuaSyntax

/// A place in a script at which a value of the stack's configuration is taken.
package struct ConfigurationUse: Sendable, Hashable {
  /// As it is asked for: `name`, or `namespace:name` where the script names a namespace; nil when it is computed.
  package var key: String?
  /// The name of the method, such as `require_secret`.
  package var method: String
  /// The key between its quotes; the name of the method where the key is computed.
  package var range: Range<Int>
  /// Whether the object is known to be a configuration, and not only something with such a method.
  package var isCertain: Bool

  /// Whether the run stops when there is no value.
  package var isRequired: Bool { method.hasPrefix("require") }
  package var isSecret: Bool { method.hasSuffix("_secret") }
}

extension ConfigurationUse {
  /// All of a file, in order.
  static func all(in text: ScriptText) -> [ConfigurationUse] {
    let file = text.file
    let tokens = file.tokens
    let methods = Set(ConfigurationMethod.all.map(\.name))
    let calls = tokens.indices.filter { index in
      index > 0 && tokens[index].kind == .name && tokens[index - 1].kind == .colon
        && methods.contains(file.text(tokens[index].range))
    }
    guard !calls.isEmpty else { return [] }
    let facts = DocumentFacts.collect(from: text, in: WorkspaceContext())
    return calls.compactMap { use(file.innermostNode(covering: tokens[$0].range), facts) }
  }

  private static func use(_ name: Node, _ facts: DocumentFacts) -> ConfigurationUse? {
    guard let call = name.parent.flatMap({ MethodCallExpression($0) }), let method = call.method else { return nil }
    var isCertain = false
    if case .configuration = facts.value(of: call.receiver) { isCertain = true }
    guard case .string(let literal)? = call.arguments.expressions.first else {
      return isCertain ? ConfigurationUse(key: nil, method: method.text, range: method.range, isCertain: true) : nil
    }
    let key = String(decoding: literal.value, as: UTF8.self)
    // A key may bring its own namespace.
    let namespace = key.contains(":") ? nil : facts.configurationNamespace(of: call.receiver)
    return ConfigurationUse(
      key: namespace.map { "\($0):\(key)" } ?? key, method: method.text, range: literal.contentRange,
      isCertain: isCertain)
  }
}

extension DocumentFacts {
  /// The namespace that a configuration was asked for with, as in `cofre.config("aws")`; nil for the project's own.
  func configurationNamespace(of receiver: Expression) -> String? {
    var expression = receiver
    if case .name(let name) = receiver, let index = binding(of: name), bindings[index].isNeverReassigned,
      let value = bindings[index].valueExpression
    {
      expression = value
    }
    guard case .call(let call) = expression, case .string(let literal)? = call.arguments.expressions.first else {
      return nil
    }
    return String(decoding: literal.value, as: UTF8.self)
  }

  /// The key of the configuration that a text names, as ``SettingsFiles`` knows it.
  func settingsKey(of literal: StringLiteral, receiver: Expression?) -> String {
    let key = String(decoding: literal.value, as: UTF8.self)
    // A key may bring its own namespace.
    let namespace = key.contains(":") ? nil : receiver.flatMap { configurationNamespace(of: $0) }
    return workspace.settings.shortKey(namespace.map { "\($0):\(key)" } ?? key)
  }

  /// Where the key of the configuration that a text names is set.
  func settingsLocations(of literal: StringLiteral) -> [LocationItem] {
    let receiver = literal.node.parent?.parent.flatMap { MethodCallExpression($0) }?.receiver
    return workspace.settings.locations(ofKey: settingsKey(of: literal, receiver: receiver))
  }
}
