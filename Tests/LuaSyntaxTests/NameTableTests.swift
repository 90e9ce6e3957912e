import LuaSyntax
import Testing

struct NameTableTests {
  @Test func eachNameHasOneNumber() {
    let words =
      (0..<5_000).map { "name_\($0 % 1_000)" } + ["", "a", "ab", "a_name_that_is_longer_than_sixteen_bytes", "naïve"]
    var (source, ranges): ([UInt8], [Range<Int>]) = ([], [])
    for word in words {
      ranges.append(source.count..<source.count + word.utf8.count)
      source += Array(word.utf8)
    }
    var table = NameTable(source)
    let numbers = ranges.map { table.number(at: $0) }
    #expect(table.count == Set(words).count)
    var expected: [String: Int] = [:]
    for word in words where expected[word] == nil { expected[word] = expected.count }
    #expect(numbers == words.map { expected[$0] })
  }

  /// Names that differ in one bit, or in their length alone, are others.
  @Test func likeNamesAreTold() {
    let source = Array("aaaaaaaaaaaaaaaaaaaaaaaab".utf8)
    var table = NameTable(source)
    var seen: Set<Int> = []
    for length in 1...source.count { seen.insert(table.number(at: 0..<length)) }
    #expect(seen.count == source.count)
    #expect(table.number(at: 3..<7) == table.number(at: 0..<4))
  }
}
