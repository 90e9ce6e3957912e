/// A range of IPv4 addresses in CIDR form.
struct AddressRange: Equatable {
  static let loopback = AddressRange(address: 0x7F00_0001, bits: 32)

  let address: UInt32
  let bits: Int

  private init(address: UInt32, bits: Int) {
    self.address = address
    self.bits = bits
  }

  /// Reads `10.0.0.0/16`; nil for other text and when bits beyond the prefix are set.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let bits = Int(parts[1]), 0...32 ~= bits else { return nil }
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 4 else { return nil }
    var address: UInt32 = 0
    for number in numbers {
      guard let byte = UInt8(number), String(byte) == number else { return nil }
      address = address << 8 | UInt32(byte)
    }
    self.address = address
    self.bits = bits
    guard address & ~mask == 0 else { return nil }
  }

  var text: String {
    [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".") + (bits == 32 ? "" : "/\(bits)")
  }

  private var mask: UInt32 { bits == 0 ? 0 : UInt32.max << UInt32(32 - bits) }

  func contains(_ other: AddressRange) -> Bool { other.bits >= bits && other.address & mask == address }

  func overlaps(_ other: AddressRange) -> Bool { contains(other) || other.contains(self) }
}
