import Glibc

/// A thread of its own that does one thing after another: the place for calls that block.
///
/// It ends when the last reference to it goes, after everything it was given is done.
package final class SerialThread: Sendable {
  private let queue: JobQueue

  package init() throws(FileError) {
    queue = JobQueue()
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(queue)
    let status = pthread_create(&thread, nil, SerialThread.body, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      throw FileError("could not be started", "A thread", code: status)
    }
    pthread_detach(thread)
  }

  deinit { queue.finish() }

  /// Runs a job after all those given before it; returns at once.
  package func perform(_ job: @escaping @Sendable () -> Void) { queue.append(job) }

  /// Runs a job and waits for its result without blocking the caller's thread.
  package func run<Result: Sendable>(_ job: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      perform { continuation.resume(with: Swift.Result { try job() }) }
    }
  }

  /// Runs one job on a thread made for it.
  package static func runOnce<Result: Sendable>(
    _ job: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await SerialThread().run(job)
  }

  private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    guard let argument else { return nil }
    let queue = Unmanaged<JobQueue>.fromOpaque(argument).takeRetainedValue()
    while let job = queue.next() { job() }
    return nil
  }
}

/// Jobs, handed from any thread to one.
private final class JobQueue: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // Both are guarded by the mutex.
  private var jobs: [@Sendable () -> Void] = []
  private var isFinished = false

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func append(_ job: @escaping @Sendable () -> Void) {
    pthread_mutex_lock(mutex)
    jobs.append(job)
    pthread_mutex_unlock(mutex)
    pthread_cond_signal(condition)
  }

  func finish() {
    pthread_mutex_lock(mutex)
    isFinished = true
    pthread_mutex_unlock(mutex)
    pthread_cond_signal(condition)
  }

  /// Waits for the next job; nil when there will be none.
  func next() -> (@Sendable () -> Void)? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while jobs.isEmpty {
      if isFinished { return nil }
      pthread_cond_wait(condition, mutex)
    }
    return jobs.removeFirst()
  }
}
