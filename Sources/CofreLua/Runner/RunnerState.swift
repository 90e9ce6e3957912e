import CLua
import CLuaShim
import CofreModel

/// Everything that belongs to one run of a script that acts; used on the thread of its ``ScriptRunner`` only.
final class RunnerState {
  let vm: LuaVM
  let options: ScriptRunnerOptions
  var tasks: [TaskID: ScriptTask] = [:]
  private var nextTask: TaskID = 0
  /// Tasks that have not ended.
  private var running = 0
  private var ready: [(task: TaskID, wakeUp: WakeUp)] = []
  /// What the coroutine that is being resumed waits for.
  var pending: Pending?
  /// Values behind the opaque objects that the script holds.
  var sensitives: [Int: Sensitive] = [:]
  private var nextSensitive = 0
  /// The method `await` of tasks.
  var awaitFunction: Int32 = 0
  /// Objects that Lua let go of: their things are freed when no Lua runs.
  private var released: [(ObjectKind, Int)] = []

  enum Pending {
    case call(@Sendable () async throws -> Value)
    case task(TaskID)
  }

  enum WakeUp {
    case start(arguments: Int)
    case value(Value)
    case error(any Error)
    case results(of: TaskID)
  }

  struct ScriptTask {
    enum Status {
      case running
      /// That many results stand on its stack.
      case finished(Int)
      case failed(any Error)
    }

    var thread: LuaThread
    var status = Status.running
    var waiters: [TaskID] = []
    /// Whether somebody saw, or will see, how it ended.
    var isAwaited = false
    /// Whether the script still holds it.
    var isHeld = true
  }

  static let main: TaskID = 0

  init(_ options: ScriptRunnerOptions, interrupt: ScriptInterrupt) throws {
    self.options = options
    vm = try LuaVM(
      limits: options.limits,
      modules: ModuleFinder(
        readProjectFile: options.readFile, readStandardFile: options.readStandardFile,
        mainModule: "cofre/script.lua"), interrupt: interrupt)
    vm.onRelease = { [unowned self] kind, id in released.append((kind, id)) }
    try vm.defineMessages(options.onMessage)
    try defineFunctions()
    try vm.runStandardFile("cofre/prelude.lua")
  }

  func start() throws {
    guard let source = try options.readFile(options.script) else {
      throw DiagnosticError(
        Diagnostic(
          code: "missing-script", "Script not found", detail: "The script \(options.script) does not exist."))
    }
    var writer = TreeWriter()
    writer.beginArray(count: options.arguments.count)
    for argument in options.arguments { writer.write(argument) }
    try vm.push(writer, count: 1, on: LuaThread(state: vm.state, reference: 0))
    try vm.check(cls_set_global(vm.state, "arg"))

    let thread = try vm.makeThread()
    try vm.load(source, chunk: "@\(options.script)", on: thread)
    writer = TreeWriter()
    for argument in options.arguments { writer.write(argument) }
    try vm.push(writer, count: options.arguments.count, on: thread)
    _ = add(thread, arguments: options.arguments.count)
  }

  /// Adds a task whose function and arguments stand on the coroutine's stack.
  func add(_ thread: LuaThread, arguments: Int) -> TaskID {
    let id = nextTask
    nextTask += 1
    tasks[id] = ScriptTask(thread: thread)
    running += 1
    ready.append((id, .start(arguments: arguments)))
    return id
  }

  /// Runs the tasks that can go on until each waits or has ended; returns the calls that they started.
  ///
  /// Throws when the main chunk failed.
  func advance() throws -> [StartedCall] {
    var calls: [StartedCall] = []
    var next = 0
    while next < ready.count {
      let (id, wakeUp) = ready[next]
      next += 1
      try resume(id, wakeUp, &calls)
      freeReleased()
    }
    ready.removeAll(keepingCapacity: true)
    return calls
  }

  func take(_ finished: FinishedCall) {
    switch finished.result {
    case .success(let value): ready.append((finished.task, .value(value)))
    case .failure(let error): ready.append((finished.task, .error(error)))
    }
  }

  /// Whether the main chunk and every task has ended.
  var isFinished: Bool { running == 0 }

  /// The first value that the main chunk returned; throws the failure of a task that nobody awaited.
  func result() throws -> Value? {
    for id in tasks.keys.sorted() {
      if let task = tasks[id], case .failed(let error) = task.status, !task.isAwaited { throw error }
    }
    guard let main = tasks[Self.main], case .finished(let count) = main.status, count > 0 else { return nil }
    let index = Int(lua_gettop(main.thread.state)) - count + 1
    return try read(main.thread.state, index, subject: "the result of the script")
  }

  func deadlock() -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "tasks-wait-for-each-other", "Tasks wait for each other",
        detail: "Every task of the script waits for another one to end.",
        location: tasks[Self.main].flatMap { vm.userLocation($0.thread.state) }))
  }

  // MARK: One task

  private func resume(_ id: TaskID, _ wakeUp: WakeUp, _ calls: inout [StartedCall]) throws {
    guard let thread = tasks[id]?.thread else { return }
    do {
      let arguments = try push(wakeUp, on: thread)
      switch try vm.resume(thread, arguments: arguments) {
      case .finished(let count): end(id, .finished(count))
      case .waiting: wait(id, &calls)
      }
    } catch {
      if cls_is_expired(vm.state) != 0 || id == Self.main { throw error }
      end(id, .failed(error))
    }
  }

  private func push(_ wakeUp: WakeUp, on thread: LuaThread) throws -> Int {
    var writer = TreeWriter()
    switch wakeUp {
    case .start(let arguments): return arguments
    case .value(let value):
      writer.write(true)
      write(value, to: &writer)
      try vm.push(writer, count: 2, on: thread)
      return 2
    case .error(let error):
      writer.write(false)
      writer.write(vm.text(for: error, in: thread.state))
      try vm.push(writer, count: 2, on: thread)
      return 2
    case .results(let id):
      guard let task = tasks[id], case .finished(let count) = task.status,
        lua_checkstack(thread.state, Int32(count) + 1) != 0, lua_checkstack(task.thread.state, Int32(count)) != 0
      else { throw LuaVM.outOfMemory }
      lua_pushboolean(thread.state, 1)
      let top = lua_gettop(task.thread.state)
      for index in 0..<Int32(count) { lua_pushvalue(task.thread.state, top - Int32(count) + 1 + index) }
      lua_xmove(task.thread.state, thread.state, Int32(count))
      return count + 1
    }
  }

  private func wait(_ id: TaskID, _ calls: inout [StartedCall]) {
    defer { pending = nil }
    switch pending {
    case .call(let operation): calls.append(StartedCall(task: id, operation: operation))
    case .task(let other):
      tasks[other]?.isAwaited = true
      switch tasks[other]?.status {
      case .finished: ready.append((id, .results(of: other)))
      case .failed(let error): ready.append((id, .error(error)))
      case .running, nil: tasks[other]?.waiters.append(id)
      }
    case nil: break
    }
  }

  private func end(_ id: TaskID, _ status: ScriptTask.Status) {
    running -= 1
    tasks[id]?.status = status
    for waiter in tasks[id]?.waiters ?? [] {
      if case .failed(let error) = status {
        ready.append((waiter, .error(error)))
      } else {
        ready.append((waiter, .results(of: id)))
      }
    }
    forget(id)
  }

  /// Frees a task that has ended, when neither the script nor a waiter has a use for it.
  private func forget(_ id: TaskID) {
    guard let task = tasks[id], !task.isHeld, task.waiters.isEmpty, id != Self.main else { return }
    guard case .finished = task.status else { return }
    vm.release(task.thread)
    tasks[id] = nil
  }

  private func freeReleased() {
    let list = released
    released = []
    for (kind, id) in list {
      switch kind {
      case .sensitive: sensitives[id] = nil
      case .task:
        tasks[id]?.isHeld = false
        forget(id)
      case .output, .resource: break
      }
    }
  }

  // MARK: Values

  func read(_ state: OpaquePointer, _ index: Int, subject: String) throws -> Value {
    var reader = ValueReader(vm, state, subject: subject) { [unowned self] kind, id in
      guard kind == .sensitive, let value = sensitives[id] else { return nil }
      return .value(.sensitive(value))
    }
    guard case .value(let value) = try reader.read(index) else { return .null }
    return value
  }

  func write(_ value: Value, to writer: inout TreeWriter) {
    writer.write(value) { [unowned self] writer, leaf in
      guard case .sensitive(let sensitive) = leaf else { return writer.writeNil() }
      sensitives[nextSensitive] = sensitive
      writer.write(.sensitive, id: nextSensitive)
      nextSensitive += 1
    }
  }
}
