import CCurlShim
import Glibc
import Synchronization

/// The thread that drives libcurl.
///
/// Tasks hand it transfers under a lock and wake it up; everything else of libcurl is touched by the thread alone. It
/// sleeps in `poll` while there is nothing to do and ends after ``stop()``.
final class CurlLoop: Sendable {
  typealias Continuation = CheckedContinuation<HTTPResponse, any Error>

  private struct Shared {
    var phase = Phase.idle
    var multi: MultiHandle?
    var incoming: [(CurlTransfer, Continuation)] = []
    var cancelled: [CurlTransfer] = []
  }

  private enum Phase { case idle, running, stopped }

  /// libcurl's handle; beside the thread only `curl_multi_wakeup` may use it, under the lock.
  private struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private let maximumConnectionsPerHost: Int
  private let shared = Mutex(Shared())

  init(maximumConnectionsPerHost: Int) { self.maximumConnectionsPerHost = maximumConnectionsPerHost }

  /// Starts a transfer; the continuation is resumed exactly once.
  func submit(_ transfer: CurlTransfer, _ continuation: Continuation) {
    let failure: HTTPError? = shared.withLock { shared in
      if shared.phase == .idle {
        if let failure = start(&shared) { return failure }
      }
      guard shared.phase == .running else { return HTTPError(.cancelled, "The transport was closed.") }
      shared.incoming.append((transfer, continuation))
      wake(shared)
      return nil
    }
    if let failure { continuation.resume(throwing: failure) }
  }

  /// Ends a transfer that was, or will be, submitted; one that has ended already is left alone.
  func cancel(_ transfer: CurlTransfer) {
    shared.withLock { shared in
      transfer.isCancelled.store(true, ordering: .relaxed)
      guard shared.phase == .running else { return }
      shared.cancelled.append(transfer)
      wake(shared)
    }
  }

  func stop() {
    shared.withLock { shared in
      wake(shared)
      shared.phase = .stopped
    }
  }

  private func wake(_ shared: Shared) {
    if let multi = shared.multi { curl_shim_multi_wakeup(multi.pointer) }
  }

  /// Opens libcurl and starts the thread.
  private func start(_ shared: inout Shared) -> HTTPError? {
    var reason = [CChar](repeating: 0, count: 256)
    guard curl_shim_load(&reason, reason.count) else {
      let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return HTTPError(.unsupported, "libcurl cannot be used: \(text). Install the package libcurl4.")
    }
    guard let multi = curl_shim_multi_init() else { return HTTPError(.unsupported, "libcurl could not start.") }
    curl_shim_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, maximumConnectionsPerHost)
    shared.multi = MultiHandle(pointer: multi)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    guard pthread_create(&thread, nil, runCurlLoop, context.toOpaque()) == 0 else {
      context.release()
      shared.multi = nil
      curl_shim_multi_cleanup(multi)
      return HTTPError(.unsupported, "The thread that sends requests could not be started.")
    }
    pthread_detach(thread)
    shared.phase = .running
    return nil
  }

  fileprivate func run() {
    // Signals are for other threads; above all, writing to a connection that the peer has closed must not end us.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // Set before the thread was created.
    guard let multi = shared.withLock({ $0.multi?.pointer }) else { return }
    var active = CurlTransfers(multi: multi)
    while true {
      let (incoming, cancelled, isStopped) = shared.withLock { shared in
        defer { (shared.incoming, shared.cancelled) = ([], []) }
        return (shared.incoming, shared.cancelled, shared.phase == .stopped)
      }
      for (transfer, continuation) in incoming { active.add(transfer, continuation) }
      for transfer in cancelled { active.cancel(transfer) }
      if isStopped { break }
      active.perform()
      // When waiting fails, which takes a machine out of memory or files, this keeps us from spinning.
      if curl_shim_multi_poll(multi, 60_000) != CURLM_OK { usleep(10_000) }
    }
    // Nobody can wake a loop that is stopped, so the handle may go.
    shared.withLock { $0.multi = nil }
    active.close()
  }
}

/// A C callback, hence a function at the top level: it belongs to no actor.
private func runCurlLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
