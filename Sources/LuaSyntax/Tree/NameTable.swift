/// Numbers for the names of a file, from zero on in the order in which they are first met.
///
/// Names are compared by their bytes, so that no text is made of a name that is only looked up. Looking one up takes
/// constant time in any file: the hash depends on a number that is drawn for each process.
package struct NameTable {
  private struct Entry {
    var start: UInt32
    var end: UInt32
    var hash: UInt32
  }

  private static let seed = UInt64.random(in: .min ... .max) | 1

  private let source: [UInt8]
  private var entries: ContiguousArray<Entry> = []
  /// The numbers of names, each at the first free place from the one that its hash says on.
  ///
  /// They are as many as a power of two, at most half of them are taken, and those that are not are negative.
  private var places = ContiguousArray<Int32>(repeating: -1, count: 256)

  package init(_ source: [UInt8]) { self.source = source }

  /// How many names have been met.
  package var count: Int { entries.count }

  /// The number of the name that stands at a range of bytes.
  package mutating func number(at range: Range<Int>) -> Int {
    source.withUnsafeBufferPointer { bytes in
      let name = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])
      let hash = Self.hash(name)
      var place = Int(hash) & (places.count - 1)
      while places[place] >= 0 {
        let entry = entries[Int(places[place])]
        let other = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[Int(entry.start)..<Int(entry.end)])
        if entry.hash == hash, name.elementsEqual(other) { return Int(places[place]) }
        place = (place + 1) & (places.count - 1)
      }
      let number = entries.count
      places[place] = Int32(number)
      entries.append(Entry(start: UInt32(range.lowerBound), end: UInt32(range.upperBound), hash: hash))
      if entries.count * 2 > places.count { grow() }
      return number
    }
  }

  private mutating func grow() {
    places = ContiguousArray(repeating: -1, count: places.count * 2)
    for (number, entry) in entries.enumerated() {
      var place = Int(entry.hash) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(number)
    }
  }

  /// Eight bytes at a time are multiplied into the hash, both halves of each product being kept.
  private static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
    var hash = seed &+ UInt64(name.count)
    var offset = 0
    while offset < name.count {
      var word: UInt64 = 0
      if name.count - offset >= 8 {
        word = name.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      } else {
        for index in offset..<name.count { word = word << 8 | UInt64(name[index]) }
      }
      let product = (hash ^ word).multipliedFullWidth(by: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
      hash = product.high ^ product.low
      offset += 8
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
