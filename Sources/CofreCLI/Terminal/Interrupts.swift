import CofreEngine
import Glibc

/// What Ctrl-C does while an operation runs.
///
/// The first one asks it to start nothing new, and what is in flight is finished and recorded; the second one leaves at
/// once, which loses nothing either: the next run looks into what was in flight.
enum Interrupts {
  /// To be called on the main thread before any other thread is started.
  static func handle(_ cancellation: Cancellation, console: Console) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let context = Unmanaged.passRetained(Context(cancellation: cancellation, console: console))
    var thread = pthread_t()
    pthread_create(&thread, nil, waitForSignals, context.toOpaque())
    pthread_detach(thread)
  }

  final class Context: Sendable {
    let cancellation: Cancellation
    let console: Console

    init(cancellation: Cancellation, console: Console) {
      self.cancellation = cancellation
      self.console = console
    }
  }
}

private nonisolated func waitForSignals(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  let context = Unmanaged<Interrupts.Context>.fromOpaque(argument).takeRetainedValue()
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGINT)
  sigaddset(&signals, SIGTERM)
  var received: Int32 = 0
  sigwait(&signals, &received)
  if context.console.isAsking {
    context.console.say("\ncofre: interrupted: nothing was changed")
    _exit(ExitCode.interrupted.rawValue)
  }
  context.cancellation.cancel()
  context.console.say("cofre: interrupted: finishing what is in flight; press Ctrl-C again to leave at once")
  sigwait(&signals, &received)
  _exit(ExitCode.interrupted.rawValue)
}
