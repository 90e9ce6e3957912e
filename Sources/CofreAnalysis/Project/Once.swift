import Synchronization

/// A value that is computed when it is first asked for.
final class Once<Value: Sendable>: Sendable {
  private let stored = Mutex<Value?>(nil)

  /// Whether the value has been computed, or is being.
  var isThere: Bool { stored.withLockIfAvailable { $0 != nil } ?? true }

  /// The value; others that ask meanwhile wait for the one computation.
  func value(_ compute: () -> Value) -> Value {
    stored.withLock { stored in
      if let stored { return stored }
      let value = compute()
      stored = value
      return value
    }
  }

  /// The value; nil, and computed anew by the next who asks, when the computation gives up.
  func value(_ compute: () -> Value?) -> Value? {
    stored.withLock { stored in
      if let stored { return stored }
      stored = compute()
      return stored
    }
  }
}
