import CLua
import CLuaShim
import Glibc
import Synchronization

/// Stops a script from another thread than its own.
///
/// The script's thread says when Lua runs on it; a signal then makes the shim set a hook on the running coroutine, so
/// that a loop that calls nothing ends too. While no Lua runs, the mark alone suffices: it is seen before the next step.
final class ScriptInterrupt: Sendable {
  private struct State: ~Copyable {
    var isCancelled = false
    /// The state to be stopped; nil before it is made and when it goes.
    nonisolated(unsafe) var lua: OpaquePointer?
    /// The thread on which Lua runs now.
    var thread: pthread_t?
  }

  private let state = Mutex(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Lets ``cancel()`` reach a Lua state, until ``detach()``; one that comes too late is stopped at its first step.
  func attach(_ lua: OpaquePointer) {
    nonisolated(unsafe) let lua = lua
    state.withLock { state in
      state.lua = lua
      if state.isCancelled { cls_expire(lua) }
    }
  }

  /// Must be called before the Lua state is closed.
  func detach() { state.withLock { $0.lua = nil } }

  /// Says that Lua is about to run on this thread.
  func enter() {
    let thread = pthread_self()
    state.withLock { $0.thread = thread }
  }

  func leave() { state.withLock { $0.thread = nil } }

  /// Makes the script end soon, whatever it does; may be called on any thread, and more than once.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      guard let lua = state.lua else { return }
      cls_expire(lua)
      if let thread = state.thread { cls_signal(thread) }
    }
  }
}
