import CofreAnalysis
package import CofreWorkspace
import LanguageServerProtocol
import Synchronization

/// A language server for stack scripts, without the streams that it is talked to over.
///
/// One thread gives it what the client sends, by ``receive(_:)``. On that thread messages are taken one after the other:
/// what changes the state is done before the next message is looked at, and what only reads gets the state of that moment
/// and runs in a task of its own. Hence a read sees every edit that came before it and none that came after, reads run
/// beside each other, and an edit never waits for a read; it ends those that the edit made pointless.
///
/// Nothing runs while no message comes, but for timers after a change: what users do not wait for, diagnostics and plans,
/// is made when typing pauses.
package final class LanguageServer: Sendable {
  /// What the server needs from the process that it is in.
  package struct Environment: Sendable {
    package var version: String
    package var projects: any ProjectSource
    /// Nil where no plans are wanted.
    package var plans: (any PlanSource)?
    /// Lets a pause pass; throws when its task is cancelled.
    package var pause: @Sendable (Pause) async throws -> Void
    /// Changes settings for actions; nil for a server that changes scripts alone.
    package var settingsKeeper: (any SettingsKeeper)?
    /// Nil where nothing leads out of the project.
    package var library: (any DefinitionLibrary)?
    /// Sends a message, with its header, to the client; called from any thread, and must not block.
    package var send: @Sendable ([UInt8]) -> Void
    /// Ends the process after what was sent has gone out; called once.
    package var exit: @Sendable (_ code: Int32) -> Void

    package init(
      version: String, projects: any ProjectSource, plans: (any PlanSource)? = nil,
      settingsKeeper: (any SettingsKeeper)? = nil, library: (any DefinitionLibrary)? = nil,
      pause: @escaping @Sendable (Pause) async throws -> Void = { try await Task.sleep(for: $0.duration) },
      send: @escaping @Sendable ([UInt8]) -> Void,
      exit: @escaping @Sendable (_ code: Int32) -> Void
    ) {
      self.version = version
      self.projects = projects
      self.plans = plans
      self.pause = pause
      self.settingsKeeper = settingsKeeper
      self.library = library
      self.send = send
      self.exit = exit
    }
  }

  enum Phase: Sendable, Equatable {
    case created, running, shutDown, exited
  }

  struct State {
    var phase = Phase.created
    var session: Session?
    var settings = ServerSettings()
    var folders: [String] = []
    var documents: [DocumentKey: DocumentSnapshot] = [:]
    var pending = PendingRequests()
    var diagnosing: [DocumentKey: Task<Void, any Error>] = [:]
    /// What the client was told last of each document, if it does not ask.
    var told: [DocumentKey: Told] = [:]
    /// What was told of files of settings for Lua servers that cannot be read, by path.
    var unreadSettings: [String: [LSPDiagnostic]] = [:]
    var plans = PlanBook()
    var nextRequestID = 1
    /// What to do with the answers to what the client was asked.
    var asked: [RequestID: @Sendable (ResponseMessage) -> Void] = [:]
    /// Prepares searches over all files.
    var preparing: Task<Void, Never>?

    mutating func stopBackgroundWork() {
      for task in diagnosing.values { task.cancel() }
      diagnosing = [:]
      preparing?.cancel()
      preparing = nil
      asked = [:]
      _ = plans.stop()
    }
  }

  let environment: Environment
  let state = Mutex(State())
  let workspace: Workspace
  let lane = BackgroundLane()
  let tokens = TokenHistory()
  let history = DiagnosticHistory()
  let definitions: DefinitionBook?
  private let decoder = Mutex(FrameDecoder())

  package init(_ environment: Environment) {
    self.environment = environment
    workspace = Workspace(environment.projects)
    definitions = environment.library.map { DefinitionBook($0) }
  }

  /// Takes bytes from the client, in order; a message may come in any number of pieces.
  ///
  /// Bytes that are no message are answered or left out as the protocol says, and reading goes on.
  package func receive(_ bytes: Span<UInt8>) {
    for event in bytes.withUnsafeBufferPointer({ bytes in decoder.withLock { $0.decode(bytes.span) } }) {
      switch event {
      case .message(let body): take(body)
      case .failure(let error): log(error.description)
      }
    }
  }

  /// Says that the client is gone: everything is given up, and the process ends.
  package func inputEnded() {
    guard state.withLock({ $0.phase }) != .exited else { return }
    end()
  }

  private func take(_ body: [UInt8]) {
    let message: Message
    do throws(MessageError) {
      message = try Message.decode(body)
    } catch {
      return send(error.response.encoded())
    }
    switch message {
    case .request(let request): answer(request)
    case .notification(let notification): take(notification)
    case .response(let response): take(response)
    }
  }

  private func take(_ notification: NotificationMessage) {
    if notification.method == NotificationMethod.exit.name { return end() }
    guard state.withLock({ $0.phase }) == .running else { return }
    // Notifications that are not known are left out, as the protocol asks for `$/` and clients send others as well.
    guard let handler = Handlers.notification[notification.method] else { return }
    do throws(ResponseError) {
      try handler.take(notification, self)
    } catch {
      log(error.message)
    }
  }

  private func end() {
    let (wasShutDown, ids) = state.withLock { state in
      let wasShutDown = state.phase == .shutDown
      state.phase = .exited
      state.stopBackgroundWork()
      return (wasShutDown, state.pending.cancelAll())
    }
    for id in ids { fail(id, ResponseError(code: .requestCancelled, message: "The server ends.")) }
    environment.exit(wasShutDown ? 0 : 1)
  }

  // MARK: - What is sent

  func send(_ message: [UInt8]) { environment.send(FrameEncoder.encode(message)) }

  func fail(_ id: RequestID, _ error: ResponseError) { send(ResponseMessage(id: id, error: error).encoded()) }

  /// Says what went wrong, where the user asked for it; never anything of a document.
  func log(_ text: @autoclosure () -> String) {
    guard state.withLock({ $0.settings.logs && $0.phase == .running }) else { return }
    send(NotificationMethod.logMessage.encode(params: LogMessageParams(type: .warning, message: text())))
  }
}
