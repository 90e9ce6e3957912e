import Glibc

/// Runs the jobs of an actor on a thread of its own.
///
/// A script may keep its thread busy for long, and the time limit signals the thread: neither suits the shared pool.
/// The thread starts with the first job and ends when the executor goes.
final class ThreadExecutor: SerialExecutor {
  private let queue = JobQueue()

  deinit { queue.close() }

  func enqueue(_ job: consuming ExecutorJob) {
    queue.append(UnownedJob(job), on: self)
  }

  func checkIsolated() {
    precondition(queue.isOnThread, "Code of a script's actor runs on another thread")
  }

  func isIsolatingCurrentContext() -> Bool? { queue.isOnThread }
}

/// The jobs of one thread: a queue under a mutex, a condition to wait on.
private final class JobQueue: @unchecked Sendable {
  private struct Entry {
    var job: UnownedJob
    /// Keeps the executor alive while its job runs.
    var executor: ThreadExecutor
  }

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var entries: [Entry] = []
  private var isClosed = false
  private var hasThread = false
  private var thread = pthread_t()

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

  var isOnThread: Bool { locked { hasThread && pthread_equal(thread, pthread_self()) != 0 } }

  func append(_ job: UnownedJob, on executor: ThreadExecutor) {
    locked {
      entries.append(Entry(job: job, executor: executor))
      if !hasThread { start() }
      pthread_cond_signal(condition)
    }
  }

  func close() {
    locked {
      isClosed = true
      pthread_cond_signal(condition)
    }
  }

  fileprivate func run() {
    while let entry = next() {
      entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
    }
  }

  private func next() -> Entry? {
    locked {
      while entries.isEmpty {
        if isClosed { return nil }
        pthread_cond_wait(condition, mutex)
      }
      return entries.removeFirst()
    }
  }

  private func start() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    // Lua calls Swift and Swift calls Lua, 200 levels deep at most; sanitizers need several times the usual stack.
    pthread_attr_setstacksize(&attributes, 16 << 20)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let status = pthread_create(&thread, &attributes, threadMain, Unmanaged.passRetained(self).toOpaque())
    pthread_attr_destroy(&attributes)
    precondition(status == 0, "No thread can be started for the script (error \(status))")
    hasThread = true
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<JobQueue>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
