import Glibc
import Synchronization

/// Runs asynchronous work from a synchronous command and waits for its end.
func runBlocking<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
  let box = ResultBox<Value>()
  Task.detached {
    do {
      box.put(.success(try await work()))
    } catch {
      box.put(.failure(error))
    }
  }
  return try box.wait().get()
}

/// One result, and the semaphore that says it is there.
private final class ResultBox<Value: Sendable>: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let result = Mutex<Result<Value, any Error>?>(nil)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func put(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
    sem_post(semaphore)
  }

  func wait() -> Result<Value, any Error> {
    while sem_wait(semaphore) != 0 {}
    guard let result = result.withLock({ $0 }) else { preconditionFailure("The semaphore is posted after the result") }
    return result
  }
}
