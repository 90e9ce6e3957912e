import Glibc

/// A scalar that must not leak: a type with no description, no coding and no literal.
///
/// The only way out is ``reveal(for:)``, which a reviewer can search for. The bytes are wiped when the last copy goes;
/// what has been revealed is an ordinary value and is not.
package struct Sensitive: Sendable {
  /// Why a sensitive value is opened.
  package enum Purpose: Sendable {
    /// To be sent to the cloud that is to keep it.
    case providerRequest
    /// To be digested or encrypted for state.
    case sealing
    /// To be handed to a function of the user's script.
    case script
    /// To be shown because the user asked for it (`--show-secrets`, `secret get`).
    case userRequest
    /// To be compared with a constraint of its property; the value never enters the message.
    case validation
    /// To be taken out of a text that is shown.
    case hiding
  }

  private let storage: Storage

  /// Boxes a scalar.
  ///
  /// Arrays and objects are not scalars: mark their leaves instead (``Value/markedSensitive``).
  package init(_ scalar: Value) {
    switch scalar {
    case .string(let value): storage = Storage(.string, Array(value.utf8))
    case .integer(let value): storage = Storage(.integer, Array(String(value).utf8))
    case .number(let value): storage = Storage(.number, Array(value.description.utf8))
    case .bool(let value): storage = Storage(.bool, [value ? 1 : 0])
    case .sensitive(let value): storage = value.storage
    case .null, .array, .object, .unknown, .digest, .ciphertext:
      preconditionFailure("Only a scalar can be sensitive; mark the leaves of \(Self.kind(of: scalar))")
    }
  }

  package init(_ string: String) { storage = Storage(.string, Array(string.utf8)) }

  /// Opens the value; `purpose` is for the reader of the code.
  package func reveal(for purpose: Purpose) -> Value {
    switch storage.kind {
    case .string: return .string(storage.text)
    case .integer: return .integer(Int64(storage.text) ?? 0)
    case .number: return .number(Double(storage.text) ?? 0)
    case .bool: return .bool(storage.bytes.first == 1)
    }
  }

  /// The text of a sensitive string, or nil when it is another scalar.
  package func revealString(for purpose: Purpose) -> String? { reveal(for: purpose).stringValue }

  private static func kind(of value: Value) -> String {
    switch value {
    case .array: return "an array"
    case .object: return "an object"
    default: return "a value that is not a scalar"
    }
  }

  private enum Kind { case string, integer, number, bool }

  private final class Storage: @unchecked Sendable {
    let kind: Kind
    let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ kind: Kind, _ bytes: [UInt8]) {
      self.kind = kind
      self.bytes = .allocate(capacity: bytes.count)
      _ = self.bytes.initialize(from: bytes)
    }

    var count: Int { bytes.count }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    deinit {
      if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
      bytes.deallocate()
    }
  }
}

extension Sensitive: Equatable {
  /// Compares in time that depends on the lengths only.
  package static func == (left: Sensitive, right: Sensitive) -> Bool {
    let (left, right) = (left.storage, right.storage)
    guard left.kind == right.kind, left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<left.count { difference |= left.bytes[index] ^ right.bytes[index] }
    return difference == 0
  }
}

extension Sensitive: CustomReflectable {
  /// Shows nothing, so that dumping a structure cannot leak what it holds.
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
