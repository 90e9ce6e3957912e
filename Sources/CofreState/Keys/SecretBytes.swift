import CofreCrypto
import Glibc

/// Key material: wiped when the last reference goes, without a description.
package final class SecretBytes: @unchecked Sendable {
  private let storage: UnsafeMutableBufferPointer<UInt8>

  /// Takes the bytes over and wipes the buffer they came in.
  package init(wiping bytes: inout [UInt8]) {
    storage = .allocate(capacity: bytes.count)
    _ = storage.initialize(from: bytes)
    wipe(&bytes)
  }

  package static func random(_ count: Int) -> SecretBytes {
    var bytes = Random.bytes(count)
    return SecretBytes(wiping: &bytes)
  }

  deinit {
    if let start = storage.baseAddress { explicit_bzero(start, storage.count) }
    storage.deallocate()
  }

  package var count: Int { storage.count }

  /// Gives a copy that is wiped afterwards; `body` must not keep it.
  package func withBytes<Result>(_ body: ([UInt8]) throws -> Result) rethrows -> Result {
    var copy = Array(storage)
    defer { wipe(&copy) }
    return try body(copy)
  }
}

extension SecretBytes: Equatable {
  /// Compares in time that depends on the lengths only.
  package static func == (left: SecretBytes, right: SecretBytes) -> Bool {
    left.withBytes { left in right.withBytes { right in areEqualInConstantTime(left, right) } }
  }
}

extension SecretBytes: CustomReflectable {
  /// Shows nothing, so that dumping a structure cannot leak what it holds.
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
