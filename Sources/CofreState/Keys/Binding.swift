import CofreModel

/// What a digest, a ciphertext or a derived key is bound to, as unambiguous bytes.
///
/// Every field is a length (four bytes, big-endian) and the bytes; the first one says what the others are. So no two
/// different lists of fields have the same bytes.
struct Binding {
  private(set) var bytes: [UInt8] = []

  /// `domain` says what is bound, such as `cofre/v1/digest`; each domain always has the same fields.
  init(_ domain: StaticString) { append(domain.withUTF8Buffer { Array($0) }) }

  init(_ domain: StaticString, _ reference: StackReference) {
    self.init(domain)
    append(reference.project)
    append(reference.stack)
  }

  mutating func append(_ text: String) { append(Array(text.utf8)) }

  mutating func append(_ field: [UInt8]) {
    appendNumber(UInt32(field.count))
    bytes += field
  }

  /// A path is one field: each component is a letter, `k` and a key as a field or `i` and eight bytes of index.
  mutating func append(_ path: PropertyPath) {
    var field = Binding()
    for component in path.components {
      switch component {
      case .key(let key):
        field.bytes.append(UInt8(ascii: "k"))
        field.append(key)
      case .index(let index):
        field.bytes.append(UInt8(ascii: "i"))
        field.appendNumber(UInt64(bitPattern: Int64(index)))
      }
    }
    append(field.bytes)
  }

  private init() {}

  private mutating func appendNumber(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
  }
}
