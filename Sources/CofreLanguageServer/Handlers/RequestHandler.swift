import LanguageServerProtocol

/// How soon an answer is needed.
enum Urgency: Sendable {
  /// Somebody is typing or pointing, and waits.
  case interactive
  /// It may take its turn after others of its kind.
  case background
  /// It is long: it takes turns in the background lane by itself, so that others get theirs.
  case stepwise
}

/// Answers one request of the protocol; each is an enum in a file of its own, listed in ``Handlers``.
///
/// A handler reads the state of the moment at which its request came, and changes nothing. It may throw: the request is
/// then answered with an error, and the server lives.
protocol RequestHandler: Sendable {
  associatedtype Params: LSPValue
  associatedtype Answer: LSPValue

  static var method: RequestMethod<Params, Answer> { get }
  static var urgency: Urgency { get }

  /// What is answered when the document changes before the answer is there.
  static var supersededError: ResponseError { get }

  /// Says in the server's capabilities that the request is answered.
  static func announce(in capabilities: inout ServerCapabilities, to session: Session)

  /// The document that is read; nil for a request that is about none.
  static func document(in params: Params) -> DocumentURI?

  static func answer(_ params: Params, _ context: RequestContext) async throws -> Answer
}

extension RequestHandler {
  static var urgency: Urgency { .interactive }
  static var supersededError: ResponseError {
    ResponseError(code: .contentModified, message: "The document has changed since this was asked.")
  }
  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {}
  static func document(in params: Params) -> DocumentURI? { nil }
}
