/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Sendable, Hashable, Comparable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package init(seconds: Int64) { milliseconds = seconds * 1000 }

  /// Whole seconds, rounded down.
  package var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  package func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }
  package func adding(days: Int64) -> Instant { adding(seconds: days * 86_400) }

  static let distantFuture = Instant(milliseconds: .max)
}

extension Instant {
  /// `2026-11-21T19:45:44.123Z` (RFC 3339); the fraction is left out when it is zero.
  var rfc3339: String {
    let fraction = milliseconds - seconds * 1000
    return fraction == 0 ? rfc3339InSeconds : "\(rfc3339InSeconds.dropLast()).\(padded(fraction, 3))Z"
  }

  /// `2026-11-21T19:45:44Z`.
  var rfc3339InSeconds: String {
    let (year, month, day, hour, minute, second) = parts
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
      + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))Z"
  }

  /// `20261121T194544Z`, as in signatures of AWS.
  package var basic: String { String(rfc3339InSeconds.filter { $0 != "-" && $0 != ":" }) }

  /// `Sat, 21 Nov 2026 19:45:44 GMT` (RFC 9110).
  package var httpDate: String {
    let (year, month, day, hour, minute, second) = parts
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(((seconds / 86_400) % 7 + 7) % 7)]
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(weekday), \(padded(day, 2)) \(names[Int(month) - 1]) \(padded(year, 4)) "
      + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)) GMT"
  }

  /// Reads `yyyymmddThhmmssZ`.
  init?(basic text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
    self.init(digits: Array(bytes[0..<8]) + Array(bytes[9..<15]))
  }

  /// Reads RFC 3339 in UTC or with an offset; a fraction is kept to the millisecond.
  init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let whole = Instant(
        digits: Array(bytes[0..<4] + bytes[5..<7] + bytes[8..<10] + bytes[11..<13] + bytes[14..<16] + bytes[17..<19]))
    else { return nil }
    var rest = String(decoding: bytes[19...], as: UTF8.self)
    var fraction: Int64 = 0
    if rest.hasPrefix(".") {
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 9, let value = Int64((digits + "000").prefix(3)) else { return nil }
      fraction = value
      rest = String(rest.dropFirst(digits.count + 1))
    }
    var offset: Int64 = 0
    if rest.lowercased() != "z" {
      let sign: Int64 = rest.hasPrefix("-") ? -1 : 1
      let zone = rest.dropFirst().split(separator: ":")
      guard rest.count == 6, rest.hasPrefix("+") || rest.hasPrefix("-"), zone.count == 2, let hours = Int64(zone[0]),
        let minutes = Int64(zone[1]), 0..<24 ~= hours, 0..<60 ~= minutes
      else { return nil }
      offset = sign * (hours * 3600 + minutes * 60)
    }
    self.init(milliseconds: whole.milliseconds + fraction - offset * 1000)
  }

  /// Fourteen digits: year, month, day, hour, minute, second.
  private init?(digits: [UInt8]) {
    guard digits.count == 14, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + Int64($1 - 48) } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second < 61 else { return nil }
    // Days from civil date (Hinnant): March is the first month, so that the leap day is the last one of its year.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    self.init(seconds: days * 86_400 + hour * 3600 + minute * 60 + second)
  }

  private var parts: (Int64, Int64, Int64, Int64, Int64, Int64) {
    let total = seconds
    let days = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
    let rest = total - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let index = (5 * dayOfYear + 2) / 153
    let month = index < 10 ? index + 3 : index - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * index + 2) / 5 + 1, rest / 3600, rest / 60 % 60, rest % 60)
  }

  private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
