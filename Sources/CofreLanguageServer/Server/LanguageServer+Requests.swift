import Synchronization
import CofreJSON
import LanguageServerProtocol

/// How a request becomes an answer.
extension LanguageServer {
  func answer(_ request: RequestMessage) {
    do throws(ResponseError) {
      switch request.method {
      case RequestMethod.initialize.name: try initialize(request)
      case RequestMethod.shutdown.name: try shutDown(request)
      default: try start(request)
      }
    } catch {
      fail(request.id, error)
    }
  }

  private func start(_ request: RequestMessage) throws(ResponseError) {
    try checkPhase()
    guard let handler = Handlers.request[request.method] else {
      throw ResponseError(code: .methodNotFound, message: "There is no request '\(request.method)' here.")
    }
    let prepared = try handler.prepare(request)
    let entry = PendingRequests.Entry(
      document: prepared.document.map { DocumentKey($0) }, supersededError: handler.supersededError)
    let context = try state.withLock { state throws(ResponseError) in
      guard !state.pending.contains(request.id) else {
        throw ResponseError(code: .invalidRequest, message: "A request with this 'id' is not answered yet.")
      }
      guard let session = state.session else { throw Self.notInitialized }
      state.pending.add(request.id, entry)
      return makeContext(session, state)
    }
    // Held from now on and not only when the task begins, so that no work in the background gets in between.
    if handler.urgency == .interactive { lane.hold() }
    let task = Task.detached(priority: handler.urgency == .interactive ? .userInitiated : .utility) { [self] in
      await work(on: request, prepared, handler.urgency, context)
    }
    state.withLock { $0.pending.started(request.id, task) }
  }

  /// What a request that comes now may read.
  func makeContext(_ session: Session, _ state: State) -> RequestContext {
    RequestContext(
      session: session, settings: state.settings, documents: state.documents, folders: state.folders,
      workspace: workspace, plans: state.plans.plans, settingsKeeper: environment.settingsKeeper,
      definitions: definitions, tokens: tokens,
      history: history, lane: lane,
      progress: ProgressReporter { [self] in send($0) }, effects: commandEffects)
  }

  private func work(
    on request: RequestMessage, _ prepared: RegisteredRequest.Prepared, _ urgency: Urgency, _ context: RequestContext
  ) async {
    defer { if urgency == .interactive { lane.release() } }
    let response: [UInt8]
    do {
      response =
        switch urgency {
        case .interactive, .stepwise: try await prepared.answer(context)
        case .background: try await lane.run { try await prepared.answer(context) }
        }
    } catch let error as ResponseError {
      response = ResponseMessage(id: request.id, error: error).encoded()
    } catch {
      // A cancelled task was answered for when it was cancelled, and this goes nowhere.
      let message = "'\(request.method)' failed in the server; other requests are not affected."
      response = ResponseMessage(id: request.id, error: ResponseError(code: .internalError, message: message)).encoded()
    }
    guard state.withLock({ $0.pending.finish(request.id) }) else { return }
    send(response)
  }

  private func checkPhase() throws(ResponseError) {
    switch state.withLock({ $0.phase }) {
    case .created: throw Self.notInitialized
    case .running: break
    case .shutDown, .exited:
      throw ResponseError(code: .invalidRequest, message: "The server was shut down; only 'exit' may follow.")
    }
  }

  static var notInitialized: ResponseError {
    ResponseError(code: .serverNotInitialized, message: "The first request must be 'initialize'.")
  }

  // MARK: - Beginning and end

  private func initialize(_ request: RequestMessage) throws(ResponseError) {
    let params = try RequestMethod.initialize.params(of: request)
    let session = Session(params)
    try state.withLock { state throws(ResponseError) in
      guard state.phase == .created else {
        throw ResponseError(code: .invalidRequest, message: "'initialize' may be sent only once.")
      }
      state.phase = .running
      state.session = session
      state.settings = ServerSettings(params.initializationOptions)
      state.folders = Self.folders(of: params)
    }
    let result = InitializeResult(
      capabilities: Handlers.capabilities(for: session),
      serverInfo: ServerInfo(name: "cofre", version: environment.version))
    send(RequestMethod.initialize.encode(answer: result, to: request.id))
  }

  private static func folders(of params: InitializeParams) -> [String] {
    if let folders = params.workspaceFolders?.value { return folders.compactMap { FileURI.path($0.uri) } }
    if let uri = params.rootUri { return [FileURI.path(uri)].compactMap(\.self) }
    return [params.rootPath?.value].compactMap(\.self)
  }

  private func shutDown(_ request: RequestMessage) throws(ResponseError) {
    try checkPhase()
    let ids = state.withLock { state in
      state.phase = .shutDown
      state.stopBackgroundWork()
      return state.pending.cancelAll()
    }
    for id in ids { fail(id, ResponseError(code: .requestCancelled, message: "The server was shut down.")) }
    send(RequestMethod.shutdown.encode(answer: Nothing(), to: request.id))
  }
}
