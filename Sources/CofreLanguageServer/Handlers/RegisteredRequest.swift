import LanguageServerProtocol

/// A ``RequestHandler`` without its types, as it is found by the name of its method.
struct RegisteredRequest: Sendable {
  /// A request whose params are read.
  struct Prepared: Sendable {
    var document: DocumentURI?
    /// Answers, and gives the response as JSON text.
    var answer: @Sendable (RequestContext) async throws -> [UInt8]
  }

  let name: String
  let urgency: Urgency
  let supersededError: ResponseError
  let announce: @Sendable (inout ServerCapabilities, Session) -> Void
  /// Reads the params; throws the error to answer with.
  let prepare: @Sendable (RequestMessage) throws(ResponseError) -> Prepared

  init<Handler: RequestHandler>(_ handler: Handler.Type) {
    name = Handler.method.name
    urgency = Handler.urgency
    supersededError = Handler.supersededError
    announce = { Handler.announce(in: &$0, to: $1) }
    prepare = { request throws(ResponseError) in
      let params = try Handler.method.params(of: request)
      return Prepared(document: Handler.document(in: params)) { context in
        Handler.method.encode(answer: try await Handler.answer(params, context), to: request.id)
      }
    }
  }
}

/// A ``NotificationHandler`` without its types, as it is found by the name of its method.
struct RegisteredNotification: Sendable {
  let name: String
  let announce: @Sendable (inout ServerCapabilities, Session) -> Void
  /// Reads the params and takes the notification; throws when they cannot be read.
  let take: @Sendable (NotificationMessage, LanguageServer) throws(ResponseError) -> Void

  init<Handler: NotificationHandler>(_ handler: Handler.Type) {
    name = Handler.method.name
    announce = { Handler.announce(in: &$0, to: $1) }
    take = { message, server throws(ResponseError) in Handler.take(try Handler.method.params(of: message), server) }
  }
}
