import CLuaShim
import CofreModel

/// Writes values for Lua as the flat tree that the shim builds them from, after the Swift frame has gone.
struct TreeWriter {
  private(set) var bytes: [UInt8] = []

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func writeNil() { bytes.append(CLS_TREE_NIL) }

  mutating func write(_ value: Bool) {
    bytes.append(value ? CLS_TREE_TRUE : CLS_TREE_FALSE)
  }

  mutating func write(_ value: Int64) {
    bytes.append(CLS_TREE_INTEGER)
    writeRaw(value)
  }

  mutating func write(_ value: Double) {
    bytes.append(CLS_TREE_NUMBER)
    writeRaw(value)
  }

  mutating func write(_ text: String) {
    bytes.append(CLS_TREE_STRING)
    writeText(text)
  }

  mutating func write(_ text: [UInt8]) {
    bytes.append(CLS_TREE_STRING)
    writeRaw(UInt32(text.count))
    bytes += text
  }

  mutating func write(_ kind: ObjectKind, id: Int) {
    bytes.append(CLS_TREE_USERDATA)
    writeRaw(kind.rawValue)
    writeRaw(Int64(id))
  }

  mutating func write(reference: Int32) {
    bytes.append(CLS_TREE_REFERENCE)
    writeRaw(reference)
  }

  mutating func beginArray(count: Int) {
    bytes.append(CLS_TREE_ARRAY)
    writeRaw(UInt32(count))
  }

  /// Each of the `count` members is then one ``writeKey(_:)`` and one value.
  mutating func beginObject(count: Int) {
    bytes.append(CLS_TREE_OBJECT)
    writeRaw(UInt32(count))
  }

  mutating func writeKey(_ key: String) { writeText(key) }

  /// Writes a value; `leaf` writes what Lua has no form for: unknown, sensitive and sealed leaves.
  mutating func write(_ value: Value, leaf: (inout TreeWriter, Value) throws -> Void) rethrows {
    switch value {
    case .null: writeNil()
    case .bool(let value): write(value)
    case .integer(let value): write(value)
    case .number(let value): write(value)
    case .string(let value): write(value)
    case .array(let elements):
      beginArray(count: elements.count)
      for element in elements { try write(element, leaf: leaf) }
    case .object(let members):
      beginObject(count: members.count)
      for (key, member) in members {
        writeKey(key)
        try write(member, leaf: leaf)
      }
    case .unknown, .sensitive, .digest, .ciphertext: try leaf(&self, value)
    }
  }

  private mutating func writeText(_ text: String) {
    writeRaw(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func writeRaw<Number>(_ number: Number) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }
}

/// The kinds of objects that scripts hold.
enum ObjectKind: Int32, CaseIterable {
  case output = 1
  case resource
  case sensitive
  case task

  /// What Lua's own messages call it.
  var name: String {
    switch self {
    case .output: return "output"
    case .resource: return "resource"
    case .sensitive: return "sensitive value"
    case .task: return "task"
    }
  }
}
