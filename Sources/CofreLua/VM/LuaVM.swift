import CLua
import CLuaShim
import CofreModel

/// One Lua state with the restricted library.
///
/// Owned by one actor and used on its thread only. Everything of Lua that may raise is called through the shim.
final class LuaVM {
  typealias Function = (borrowing LuaCall) throws -> LuaOutcome

  let state: OpaquePointer
  let modules: ModuleFinder
  /// The results of the Swift function that runs.
  var writer = TreeWriter()
  let redactor = Redactor()
  /// Told when Lua lets go of an object.
  var onRelease: (ObjectKind, Int) -> Void = { _, _ in }
  /// Whether a function runs that holds sensitive values, so that the texts of the script's own errors may too.
  var isTextWithheld = false
  /// Stops what runs here from other threads.
  let interrupt: ScriptInterrupt
  private var functions: [Function] = []
  private let bridge: Bridge
  private var timeLeft: Duration?
  /// The last error that a Swift function raised, by the text that the script saw.
  private var raised: (text: String, error: DiagnosticError)?

  /// Opens a state and runs the prelude.
  init(limits: ScriptLimits, modules: ModuleFinder, interrupt: ScriptInterrupt = ScriptInterrupt()) throws {
    bridge = Bridge()
    let context = Unmanaged.passUnretained(bridge).toOpaque()
    guard let state = cls_open(context, callFunction, releaseObject, limits.memoryBytes) else {
      throw LuaVM.outOfMemory
    }
    self.state = state
    self.modules = modules
    self.interrupt = interrupt
    timeLeft = limits.time
    bridge.vm = self
    interrupt.attach(state)
    for kind in ObjectKind.allCases { try check(cls_define_kind(state, kind.rawValue, kind.name)) }
    let finder = append { call in try call.vm.findModule(call) }
    cls_set_module_finder(state, finder)
  }

  deinit {
    interrupt.detach()
    cls_close(state)
  }

  static var outOfMemory: DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "script-memory-limit", "Script uses too much memory",
        detail: "The script uses more memory than it may.",
        hint: "Look for a loop that does not end, or for a table that grows without need."))
  }

  // MARK: Functions

  /// Makes a function part of the host table, which the standard modules are given.
  func define(_ name: String, _ function: @escaping Function) throws {
    try check(cls_define_function(state, name, append(function)))
  }

  func define(_ kind: ObjectKind, _ event: String, _ function: @escaping Function) throws {
    try check(cls_define_metamethod(state, kind.rawValue, event, append(function)))
  }

  private func append(_ function: @escaping Function) -> Int64 {
    functions.append(function)
    return Int64(functions.count - 1)
  }

  func check(_ status: Int32) throws {
    guard status == LUA_OK else { throw LuaVM.outOfMemory }
  }

  /// Runs a function for Lua and leaves the results, or the text of the error, in the scratch buffer.
  fileprivate func call(_ state: OpaquePointer, _ id: Int64) -> Int32 {
    writer.removeAll()
    do {
      switch try functions[Int(id)](LuaCall(self, state)) {
      case .values(let count):
        return flush(writer.bytes) ? Int32(count) : CLS_ERROR
      case .wait:
        return CLS_YIELD
      }
    } catch {
      _ = flush(Array(text(for: error, in: state).utf8))
      return CLS_ERROR
    }
  }

  private func flush(_ bytes: [UInt8]) -> Bool {
    guard let scratch = cls_scratch(state, bytes.count) else {
      _ = cls_scratch(state, 0)
      return false
    }
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        scratch.update(from: start.assumingMemoryBound(to: UInt8.self), count: source.count)
      }
    }
    return true
  }

  /// The text that the script sees of an error; the error itself is kept for the case that nobody catches it.
  func text(for error: any Error, in state: OpaquePointer) -> String {
    var error =
      (error as? DiagnosticError)
      ?? DiagnosticError(
        Diagnostic(code: "script-error", "Script failed", detail: redactor.redact("\(error)")))
    let location = userLocation(state)
    for index in error.diagnostics.indices where error.diagnostics[index].location == nil {
      error.diagnostics[index].location = location
    }
    guard let first = error.diagnostics.first else { return "the host function failed" }
    var text = first.location.map { "\($0): \(first.detail)" } ?? first.detail
    if let hint = first.hint { text += " \(hint)" }
    if error.diagnostics.count > 1 { text += " (and \(error.diagnostics.count - 1) more)" }
    raised = (text, error)
    return text
  }

  /// The error that a Swift function raised with this text, if it was the last one.
  func raisedError(_ text: String) -> DiagnosticError? {
    guard let raised, raised.text == text else { return nil }
    return raised.error
  }

  /// Counts memory that is kept for the script outside of the VM.
  func charge(_ bytes: Int) throws {
    if cls_charge(state, bytes) == 0 { throw LuaVM.outOfMemory }
  }

  // MARK: Running

  /// Runs `body`, in which the script's code may run, under what is left of the time limit.
  ///
  /// Errors leave a script here, so that control characters in their texts are made visible here.
  func withClock<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try withTimer(body)
    } catch let error as DiagnosticError {
      throw DiagnosticError(error.diagnostics.map(\.withVisibleControls))
    }
  }

  private func withTimer<Result>(_ body: () throws -> Result) throws -> Result {
    cls_enter(state)
    interrupt.enter()
    defer {
      interrupt.leave()
      cls_leave(state)
    }
    guard let limit = timeLeft else { return try body() }
    guard cls_start_clock(state, Int64(limit / .nanoseconds(1))) != 0 else {
      throw DiagnosticError(
        Diagnostic(
          code: "script-timer", "No timer for the script",
          detail: "The system gives no timer for the script's time limit (error \(lastErrorNumber))."))
    }
    defer { timeLeft = .nanoseconds(cls_stop_clock(state)) }
    return try body()
  }

  /// Makes a coroutine, kept by a reference until ``release(_:)``.
  func makeThread() throws -> LuaThread {
    var thread = cls_thread()
    try check(cls_new_thread(state, &thread))
    guard let state = thread.state else { throw LuaVM.outOfMemory }
    return LuaThread(state: state, reference: thread.reference)
  }

  func release(_ thread: LuaThread) {
    cls_release_thread(state, cls_thread(state: thread.state, reference: thread.reference))
  }

  /// Loads a chunk onto the coroutine's stack; throws a syntax error as diagnostics.
  func load(_ source: [UInt8], chunk: String, on thread: LuaThread) throws {
    let status = source.withUnsafeBytes { bytes in
      luaL_loadbufferx(
        thread.state, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, chunk, "t")
    }
    guard status != LUA_OK else { return }
    var error = failure(of: thread.state)
    if let first = error.diagnostics.first, first.location == nil, chunk.hasPrefix("@") {
      error.diagnostics[0].location = SourceLocation(file: String(chunk.dropFirst()), line: 1)
    }
    throw error
  }

  /// Pushes what stands in `writer` onto the coroutine's stack.
  func push(_ writer: TreeWriter, count: Int, on thread: LuaThread) throws {
    guard flush(writer.bytes), lua_checkstack(state, Int32(count)) != 0,
      lua_checkstack(thread.state, Int32(count) + 1) != 0
    else { throw LuaVM.outOfMemory }
    // A coroutine that waits must not be called on, so the values are made elsewhere.
    try check(cls_push(state, Int32(count)))
    if thread.state != state { lua_xmove(state, thread.state, Int32(count)) }
  }

  enum Progress {
    /// Returned that many values, on the coroutine's stack.
    case finished(Int)
    /// Waits for the host.
    case waiting
  }

  /// Resumes a coroutine with the values on top of its stack; throws what the script did not catch.
  func resume(_ thread: LuaThread, arguments: Int) throws -> Progress {
    var results: Int32 = 0
    let status = cls_resume(thread.state, Int32(arguments), &results)
    switch status {
    case LUA_OK: return .finished(Int(results))
    case LUA_YIELD where cls_take_awaiting(state) != 0: return .waiting
    case LUA_YIELD:
      throw DiagnosticError(
        Diagnostic(
          code: "script-error", "Script failed", detail: "coroutine.yield is called outside of a coroutine.",
          location: userLocation(thread.state)))
    default: throw failure(of: thread.state)
    }
  }
}

/// A coroutine and the reference that keeps it.
struct LuaThread {
  let state: OpaquePointer
  let reference: Int32
}

/// What C holds: it outlives neither the state nor the VM.
private final class Bridge {
  unowned(unsafe) var vm: LuaVM?
}

private func callFunction(
  _ state: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ id: Int64
) -> Int32 {
  guard let state, let context, let vm = Unmanaged<Bridge>.fromOpaque(context).takeUnretainedValue().vm else {
    return CLS_ERROR
  }
  return vm.call(state, id)
}

private func releaseObject(_ context: UnsafeMutableRawPointer?, _ kind: Int32, _ id: Int64) {
  guard let context, let vm = Unmanaged<Bridge>.fromOpaque(context).takeUnretainedValue().vm,
    let kind = ObjectKind(rawValue: kind)
  else { return }
  vm.onRelease(kind, Int(id))
}
