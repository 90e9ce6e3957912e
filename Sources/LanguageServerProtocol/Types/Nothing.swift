package import CofreJSON

/// The params of a message that takes none, and the result of a request that answers none.
package struct Nothing: LSPValue {
  package init() {}

  /// Whatever is there is read past: clients send `null`, `{}` and `[]`.
  package init(json: JSON) {}

  package func write(to stream: inout JSONStream) { stream.writeNull() }

  package static var readsNull: Bool { true }
}
