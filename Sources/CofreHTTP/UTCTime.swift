/// A moment in the proleptic Gregorian calendar, in UTC, to the second.
package struct UTCTime: Sendable, Equatable {
  package var year: Int
  /// 1 to 12.
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int

  package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The moment so many seconds after 1970-01-01T00:00:00Z, leap seconds not counted.
  package init(secondsSince1970 seconds: Int64) {
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let rest = Int(seconds - days * 86_400)
    // Years are counted from March, so that the leap day is the last of its year; 400 years are 146,097 days.
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    (hour, minute, second) = (rest / 3_600, rest % 3_600 / 60, rest % 60)
  }

  package var secondsSince1970: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
  }

  /// `20261121T194544Z` (ISO 8601, basic).
  package var basic: String {
    digits(year, 4) + digits(month) + digits(day) + "T\(digits(hour))\(digits(minute))\(digits(second))Z"
  }

  /// `2026-11-21T19:45:44Z` (RFC 3339).
  package var extended: String {
    "\(digits(year, 4))-\(digits(month))-\(digits(day))T\(digits(hour)):\(digits(minute)):\(digits(second))Z"
  }

  private func digits(_ number: Int, _ count: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}

extension UTCTime {
  /// Reads a time as HTTP writes it: `Sat, 21 Nov 2026 19:45:44 GMT`; nil for another text.
  package init?(httpDate text: String) {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), 1...31 ~= day,
      let month = Self.months.firstIndex(of: String(words[2])), let year = Int(words[3]), 1970...9999 ~= year
    else { return nil }
    let time = words[4].split(separator: ":").compactMap { Int($0) }
    guard time.count == 3, 0..<24 ~= time[0], 0..<60 ~= time[1], 0...60 ~= time[2] else { return nil }
    self.init(year: year, month: month + 1, day: day, hour: time[0], minute: time[1], second: time[2])
  }

  /// Reads a time as RFC 3339 writes it; fractions of a second are dropped, an offset other than `Z` is reckoned in.
  package init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ 48...57 ~= $0 }) else { return nil }
      return bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    guard let year = number(0..<4), let month = number(5..<7), 1...12 ~= month, let day = number(8..<10), 1...31 ~= day,
      let hour = number(11..<13), 0..<24 ~= hour, let minute = number(14..<16), 0..<60 ~= minute,
      let second = number(17..<19), 0...60 ~= second, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), "Tt ".utf8.contains(bytes[10])
    else { return nil }
    var end = 19
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      end += 1
      while end < bytes.count, 48...57 ~= bytes[end] { end += 1 }
    }
    let local = UTCTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    if end + 1 == bytes.count, "Zz".utf8.contains(bytes[end]) {
      self = local
    } else if end + 6 == bytes.count, "+-".utf8.contains(bytes[end]), bytes[end + 3] == UInt8(ascii: ":"),
      let hours = number(end + 1..<end + 3), let minutes = number(end + 4..<end + 6)
    {
      let offset = Int64(hours * 3_600 + minutes * 60) * (bytes[end] == UInt8(ascii: "+") ? 1 : -1)
      self.init(secondsSince1970: local.secondsSince1970 - offset)
    } else {
      return nil
    }
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
