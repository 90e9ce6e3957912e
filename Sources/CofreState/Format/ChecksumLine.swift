import CofreCrypto

/// The last line of a checkpoint: the SHA-256 of all bytes before it, as the last member of the JSON object.
enum ChecksumLine {
  private static let start = Array("\"sha256\":\"".utf8)
  private static let end = Array("\"}\n".utf8)
  private static let count = start.count + 64 + end.count

  static func append(to bytes: inout [UInt8]) {
    let line = start + Array(Hex.encode(SHA256.hash(bytes)).utf8) + end
    bytes += line
  }

  static func verify(_ bytes: [UInt8]) throws(FormatError) {
    guard bytes.count >= count, bytes.suffix(end.count).elementsEqual(end),
      bytes.dropLast(count - start.count).suffix(start.count).elementsEqual(start)
    else { throw CheckpointFormat.cutOff(bytes) }
    let hash = Hex.encode(SHA256.hash(Array(bytes.dropLast(count))))
    guard bytes.dropLast(end.count).suffix(64).elementsEqual(hash.utf8) else {
      throw FormatError(.damaged, "Its bytes are not those that were written: the checksum in its last line differs.")
    }
  }
}
