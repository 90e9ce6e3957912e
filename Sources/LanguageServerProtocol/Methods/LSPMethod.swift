/// One kind of message of the protocol: its name, who sends it, and what it carries.
package protocol LSPMethod<Params>: Sendable {
  associatedtype Params: LSPValue

  /// The name on the wire, such as `textDocument/hover`.
  var name: String { get }
  var direction: MessageDirection { get }
}

/// One kind of request.
package protocol LSPRequestMethod<Params, Answer>: LSPMethod {
  associatedtype Answer: LSPValue
}
