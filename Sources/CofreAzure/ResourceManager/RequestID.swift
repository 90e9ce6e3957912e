import CofreCrypto

/// Ids that we give to requests, so that Azure's support can find them.
enum RequestID {
  /// A random UUID (version 4).
  static func make() -> String {
    var bytes = Random.bytes(16)
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let digits = Array(Hex.encode(bytes))
    let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
    return groups.map { String($0) }.joined(separator: "-")
  }
}
