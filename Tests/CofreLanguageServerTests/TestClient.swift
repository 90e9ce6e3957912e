import CofreAnalysis
import CofreWorkspace
import CofreJSON
import CofreLanguageServer
import CofreSettings
import LanguageServerProtocol
import Synchronization

/// A client in the same process that talks to a server in bytes, as an editor does.
final class TestClient: Sendable {
  let server: LanguageServer
  let disk: TestDisk
  private let state = Mutex(State())

  private struct State {
    var nextID = 0
    var responses: [RequestID: ResponseMessage] = [:]
    var waiting: [RequestID: CheckedContinuation<ResponseMessage, Never>] = [:]
    var notifications: [NotificationMessage] = []
    var listeners: [(name: String, continuation: CheckedContinuation<NotificationMessage, Never>)] = []
    var requests: [RequestMessage] = []
    /// How many requests of a method were awaited.
    var awaited: [String: Int] = [:]
    var requestListeners: [(name: String, continuation: CheckedContinuation<Void, Never>)] = []
    var unasked: [ResponseMessage] = []
    var exitCodes: [Int32] = []
    var decoder = FrameDecoder()
  }

  /// What it does as soon as the server asks something, once, by method.
  private let reactions = Mutex<[String: @Sendable (TestClient) -> Void]>([:])
  /// What it answers at once to the server's requests, by method.
  private let answers: Mutex<[String: JSON]>

  init(
    _ disk: TestDisk = TestDisk(), plans: TestPlans? = nil, answers: [String: JSON] = [:],
    settingsKeeper: (any SettingsKeeper)? = nil, library: (any DefinitionLibrary)? = nil
  ) {
    self.disk = disk
    self.answers = Mutex(answers)
    let box = ClientBox()
    server = LanguageServer(
      LanguageServer.Environment(
        version: "0", projects: disk, plans: plans, settingsKeeper: settingsKeeper, library: library,
        // Only plans wait for the clock of a test.
        pause: { if $0 == .beforePlan { try await plans?.clock.pause() } },
        send: { box.client?.take($0) }, exit: { box.client?.exited($0) }))
    box.client = self
  }

  /// A client whose server is initialized.
  static func started(
    _ disk: TestDisk = TestDisk(), plans: TestPlans? = nil, capabilities: JSON = [:], options: JSON = .null,
    folders: [String] = ["/p"], answers: [String: JSON] = [:], settingsKeeper: (any SettingsKeeper)? = nil,
    library: (any DefinitionLibrary)? = nil
  ) async throws -> TestClient {
    let client = TestClient(disk, plans: plans, answers: answers, settingsKeeper: settingsKeeper, library: library)
    _ = try await client.initialize(capabilities: capabilities, options: options, folders: folders)
    client.notify("initialized", [:])
    return client
  }

  func initialize(capabilities: JSON = [:], options: JSON = .null, folders: [String] = ["/p"]) async throws -> JSON {
    let list = folders.map { JSON.object(["uri": .string("file://\($0)"), "name": .string($0)]) }
    return try await ask(
      "initialize",
      [
        "processId": nil, "rootUri": nil, "capabilities": capabilities, "initializationOptions": options,
        "workspaceFolders": .array(list),
      ])
  }

  // MARK: - What is said

  func send(_ message: JSON) { receive(FrameEncoder.encode(Array(message.text().utf8))) }

  func receive(_ bytes: [UInt8]) { server.receive(bytes.span) }

  func notify(_ method: String, _ params: JSON) {
    send(["jsonrpc": "2.0", "method": .string(method), "params": params])
  }

  func open(_ path: String, _ text: String, version: Int64 = 1, language: String = "lua") {
    notify(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string("file://\(path)"), "languageId": .string(language), "version": .integer(version),
          "text": .string(text),
        ]
      ])
  }

  func change(_ path: String, version: Int64, _ changes: [JSON]) {
    notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string("file://\(path)"), "version": .integer(version)],
        "contentChanges": .array(changes),
      ])
  }

  /// Sends a request and gives its id, without waiting.
  func begin(_ method: String, _ params: JSON) -> RequestID {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    send(["jsonrpc": "2.0", "id": .integer(Int64(id)), "method": .string(method), "params": params])
    return .integer(id)
  }

  func response(to id: RequestID) async -> ResponseMessage {
    await withCheckedContinuation { continuation in
      let known: ResponseMessage? = state.withLock { state in
        if let response = state.responses.removeValue(forKey: id) { return response }
        state.waiting[id] = continuation
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  func ask(_ method: String, _ params: JSON = .null) async throws -> JSON {
    try await response(to: begin(method, params)).outcome.get()
  }

  /// Asks something that is about a place in a document.
  func ask(_ method: String, _ path: String, _ line: Int, _ character: Int) async throws -> JSON {
    try await ask(method, Self.place(path, line, character))
  }

  static func place(_ path: String, _ line: Int, _ character: Int) -> JSON {
    [
      "textDocument": ["uri": .string("file://\(path)")],
      "position": ["line": .integer(Int64(line)), "character": .integer(Int64(character))],
    ]
  }

  // MARK: - What was heard

  /// Changes what is answered to a request of the server.
  func willAnswer(_ method: String, _ answer: JSON) { answers.withLock { $0[method] = answer } }

  /// Does something at the next request of a method, before the server goes on.
  func atRequest(_ method: String, _ react: @escaping @Sendable (TestClient) -> Void) {
    reactions.withLock { $0[method] = react }
  }

  var requests: [RequestMessage] { state.withLock { $0.requests } }
  var unasked: [ResponseMessage] { state.withLock { $0.unasked } }
  var exitCodes: [Int32] { state.withLock { $0.exitCodes } }

  /// Waits for the next request of a method.
  func request(_ method: String) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        let awaited = state.awaited[method, default: 0]
        state.awaited[method] = awaited + 1
        if state.requests.count(where: { $0.method == method }) > awaited { return true }
        state.requestListeners.append((method, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// How many notifications of a method came that were not taken yet.
  func notificationCount(_ method: String) -> Int {
    state.withLock { $0.notifications.count { $0.method == method } }
  }

  /// The next notification of a method that was not taken yet.
  func notification(_ method: String) async -> JSON {
    let message = await withCheckedContinuation { continuation in
      let known: NotificationMessage? = state.withLock { state in
        if let index = state.notifications.firstIndex(where: { $0.method == method }) {
          return state.notifications.remove(at: index)
        }
        state.listeners.append((method, continuation))
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
    return message.params ?? .null
  }

  /// The diagnostics that the server says a version of a document has.
  func diagnostics(of path: String, version: Int64) async -> [JSON] {
    while true {
      let params = await notification("textDocument/publishDiagnostics")
      guard params["uri"] == .string("file://\(path)"), params["version"] == .integer(version) else { continue }
      return params["diagnostics"]?.arrayValue ?? []
    }
  }

  fileprivate func exited(_ code: Int32) { state.withLock { $0.exitCodes.append(code) } }

  fileprivate func take(_ bytes: [UInt8]) {
    let events = state.withLock { state in bytes.withUnsafeBufferPointer { state.decoder.decode($0.span) } }
    for case .message(let body) in events {
      guard let message = try? Message.decode(body) else { continue }
      take(message)
    }
  }

  private func take(_ message: Message) {
    switch message {
    case .request(let request):
      let listener = state.withLock { state -> CheckedContinuation<Void, Never>? in
        state.requests.append(request)
        let index = state.requestListeners.firstIndex { $0.name == request.method }
        return index.map { state.requestListeners.remove(at: $0).continuation }
      }
      reactions.withLock { $0.removeValue(forKey: request.method) }?(self)
      listener?.resume()
      guard let answer = answers.withLock({ $0[request.method] }) else { return }
      send(["jsonrpc": "2.0", "id": request.id.json, "result": answer])
    case .notification(let notification):
      let listener = state.withLock { state -> CheckedContinuation<NotificationMessage, Never>? in
        guard let index = state.listeners.firstIndex(where: { $0.name == notification.method }) else {
          state.notifications.append(notification)
          return nil
        }
        return state.listeners.remove(at: index).continuation
      }
      listener?.resume(returning: notification)
    case .response(let response):
      let continuation = state.withLock { state -> CheckedContinuation<ResponseMessage, Never>? in
        guard let id = response.id else {
          state.unasked.append(response)
          return nil
        }
        guard let waiting = state.waiting.removeValue(forKey: id) else {
          state.responses[id] = response
          return nil
        }
        return waiting
      }
      continuation?.resume(returning: response)
    }
  }
}

/// Lets a server know its client before the client is made.
private final class ClientBox: @unchecked Sendable {
  // Set once, before the server is used.
  weak var client: TestClient?
}

/// A disk in memory.
final class TestDisk: ProjectSource {
  private let state: Mutex<[String: String]>
  private let gate = Mutex<(isClosed: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))
  let keys: [WorkspaceContext.ConfigurationKey]?
  /// The folders of projects; what is in none of them is taken to be in the first.
  private let projects: [String]

  init(
    _ files: [String: String] = [:], keys: [WorkspaceContext.ConfigurationKey]? = nil, projects: [String] = ["/p"]
  ) {
    state = Mutex(files)
    self.keys = keys
    self.projects = projects
  }

  func write(_ path: String, _ text: String?) { state.withLock { $0[path] = text } }

  /// Makes everything that reads wait.
  func closeGate() { gate.withLock { $0.isClosed = true } }

  func openGate() {
    let waiting = gate.withLock { gate in
      gate.isClosed = false
      defer { gate.waiting = [] }
      return gate.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  private func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = gate.withLock { gate in
        if gate.isClosed { gate.waiting.append(continuation) }
        return !gate.isClosed
      }
      if isOpen { continuation.resume() }
    }
  }

  func read(_ path: String) async -> [UInt8]? {
    await pass()
    return state.withLock { $0[path] }.map { Array($0.utf8) }
  }

  func luaFiles(below folder: String) async -> [String] {
    await pass()
    return state.withLock { files in
      files.keys.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".lua") }
        .map { String($0.dropFirst(folder.count + 1)) }.sorted()
    }
  }

  func project(containing folder: String) async -> ProjectDescription? {
    await pass()
    let project = projects.first { folder == $0 || folder.hasPrefix($0 + "/") } ?? projects[0]
    return ProjectDescription(folder: project, configurationKeys: keys)
  }

  func settingsFiles(in folder: String) async -> [String] {
    state.withLock { files in
      files.keys.filter { $0.hasPrefix(folder + "/Cofre.") }.map { String($0.dropFirst(folder.count + 1)) }
    }
  }

  /// A reader that refuses the word "broken".
  func problems(in settings: [UInt8], _ kind: SettingsFileKind, project: String) -> [SettingsProblem] {
    let lines = settings.split(separator: 10, omittingEmptySubsequences: false)
    guard let line = lines.firstIndex(where: { $0.elementsEqual("broken".utf8) }) else { return [] }
    return [SettingsProblem(code: "yaml-syntax", summary: "S", detail: "D", hint: nil, line: line + 1, column: 1)]
  }
}
