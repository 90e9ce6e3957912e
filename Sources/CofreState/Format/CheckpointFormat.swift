import CofreCrypto
import CofreJSON

/// Bytes ↔ checkpoints, in the current format and all former ones.
///
/// Every format, now and in the future, is one JSON object that starts with `{"formatVersion":N,` and a line end, so
/// that any version of Cofre can tell a file that is too new for it. Up to now there is version 1; a new version gets a
/// folder of its own beside `V1`, and `decode` a line that migrates what `V1` reads.
package enum CheckpointFormat {
  package static let currentVersion = 1

  /// The bytes of a checkpoint; throws ``FormatError`` when a value is not sealed.
  package static func encode(_ checkpoint: Checkpoint) throws(FormatError) -> [UInt8] {
    var bytes = try FormatV1.Coder(checkpoint.reference).encode(checkpoint)
    ChecksumLine.append(to: &bytes)
    return bytes
  }

  /// Reads a checkpoint of any known version; throws ``FormatError``.
  package static func decode(_ bytes: [UInt8]) throws(FormatError) -> Checkpoint {
    switch try version(of: bytes) {
    case 1:
      try ChecksumLine.verify(bytes)
      return try FormatV1.decodeCheckpoint(bytes)
    case let version where version > currentVersion:
      throw FormatError(
        .newer, "It was written by a newer Cofre: it has format version \(version), and this one reads up to 1.")
    case let version: throw FormatError(.damaged, "There is no format version \(version).")
    }
  }

  private static let opening = Array("{\"formatVersion\":".utf8)

  private static func version(of bytes: [UInt8]) throws(FormatError) -> Int {
    guard !bytes.isEmpty else { throw FormatError(.truncated, "The file is empty.") }
    guard bytes.starts(with: opening) || opening.starts(with: bytes) else {
      throw FormatError(.damaged, "It does not start like a checkpoint of Cofre.")
    }
    let digits = bytes.dropFirst(opening.count).prefix { 48...57 ~= $0 }
    let end = opening.count + digits.count
    guard bytes.count > end else { throw cutOff(bytes) }
    guard bytes[end] == UInt8(ascii: ","), let version = Int(String(decoding: digits, as: UTF8.self)) else {
      throw FormatError(.damaged, "It does not start like a checkpoint of Cofre.")
    }
    return version
  }

  static func cutOff(_ bytes: [UInt8]) -> FormatError {
    FormatError(.truncated, "It is cut off: it ends after \(bytes.count) bytes, in the middle.")
  }
}
