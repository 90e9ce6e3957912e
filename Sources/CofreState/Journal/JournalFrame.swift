/// One record in a journal file: 20 bytes of head, then the payload.
///
/// All numbers are little-endian:
///
///     offset  size
///      0      4     marker: CF 4A 0A 31 ("1" is the version of this layout)
///      4      4     length of the payload in bytes
///      8      8     how many bytes of the file were durable when the record was written
///     16      4     CRC-32 of bytes 4 to 15 and the payload
///
/// The durable length tells a torn tail from damage: a broken record that a later, sound one calls durable was not torn
/// by a crash.
struct JournalFrame {
  static let headCount = 20
  private static let marker: [UInt8] = [0xCF, 0x4A, 0x0A, 0x31]

  var durableCount: UInt64
  var payload: ArraySlice<UInt8>

  static func append(_ payload: [UInt8], durableCount: UInt64, to bytes: inout [UInt8]) {
    let head = littleEndian(UInt32(payload.count)) + littleEndian(durableCount)
    var checksum = CRC32()
    checksum.update(head)
    checksum.update(payload)
    bytes += marker
    bytes += head
    bytes += littleEndian(checksum.value)
    bytes += payload
  }

  /// Reads the record that starts at `offset`; nil when no sound one does.
  init?(_ bytes: [UInt8], at offset: Int) {
    guard bytes.count - offset >= Self.headCount, bytes[offset..<offset + 4].elementsEqual(Self.marker) else {
      return nil
    }
    let length = Self.number(bytes[offset + 4..<offset + 8])
    guard length <= UInt64(bytes.count - offset - Self.headCount) else { return nil }
    let start = offset + Self.headCount
    payload = bytes[start..<start + Int(length)]
    durableCount = Self.number(bytes[offset + 8..<offset + 16])
    var checksum = CRC32()
    checksum.update(bytes[offset + 4..<offset + 16])
    bytes.withUnsafeBufferPointer { checksum.update($0[payload.startIndex..<payload.endIndex]) }
    guard UInt64(checksum.value) == Self.number(bytes[offset + 16..<offset + 20]) else { return nil }
  }

  var endIndex: Int { payload.endIndex }

  /// The version of the layout that the file claims, when its first bytes look like a journal at all.
  static func layoutVersion(of bytes: [UInt8]) -> UInt8? {
    guard bytes.count >= 4, bytes.prefix(3).elementsEqual(marker.prefix(3)), 49...57 ~= bytes[3] else { return nil }
    return bytes[3] - 48
  }

  /// The first place at or after `offset` where a marker stands.
  static func nextMarker(in bytes: [UInt8], from offset: Int) -> Int? {
    guard offset >= 0, bytes.count - offset >= marker.count else { return nil }
    return (offset...bytes.count - marker.count).first { start in
      bytes[start] == marker[0] && bytes[start..<start + marker.count].elementsEqual(marker)
    }
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
