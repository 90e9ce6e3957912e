import LuaSyntax
import TestSupport
import Testing

@Suite struct LineTableTests {
  @Test(arguments: [
    (PositionEncoding.utf8, [0, 1, 3, 7, 8]), (.utf16, [0, 1, 2, 4, 5]), (.utf32, [0, 1, 2, 3, 4]),
  ])
  func countsColumnsInTheNegotiatedUnits(_ encoding: PositionEncoding, _ columns: [Int]) {
    // One, two, four and one byte; then the end of the line.
    let lines = LineTable(Array("x\naé😀b\n".utf8))
    for (offset, column) in zip([2, 3, 5, 9, 10], columns) {
      #expect(lines.position(at: offset, encoding: encoding) == Position(line: 1, column: column))
      #expect(lines.offset(of: Position(line: 1, column: column), encoding: encoding) == offset)
    }
  }

  @Test func aPlaceInsideACharacterMeansItsStart() {
    let lines = LineTable(Array("é😀b".utf8))
    #expect(lines.position(at: 1, encoding: .utf16).column == 0)
    #expect(lines.position(at: 4, encoding: .utf16).column == 1)
    #expect(lines.offset(of: Position(line: 0, column: 2), encoding: .utf16) == 2)
    #expect(lines.offset(of: Position(line: 0, column: 4), encoding: .utf8) == 2)
  }

  @Test func whatLiesOutsideIsClamped() {
    let lines = LineTable(Array("ab\ncd\n".utf8))
    #expect(lines.lineCount == 3)
    #expect(lines.offset(of: Position(line: 0, column: 99), encoding: .utf16) == 2)
    #expect(lines.offset(of: Position(line: 99, column: 0), encoding: .utf16) == 6)
    #expect(lines.offset(of: Position(line: -1, column: 3), encoding: .utf16) == 0)
    #expect(lines.offset(of: Position(line: 1, column: -3), encoding: .utf16) == 3)
    #expect(lines.position(at: 99, encoding: .utf16) == Position(line: 2, column: 0))
    #expect(lines.position(at: -1, encoding: .utf16) == Position(line: 0, column: 0))
    #expect(lines.range(ofLine: 1) == 3..<5)
    #expect(lines.range(ofLine: 7).isEmpty)
  }

  @Test func endsLinesAsEditorsDo() {
    let lines = LineTable(Array("a\r\nb\rc\nd".utf8))
    #expect((0..<4).map { lines.range(ofLine: $0) } == [0..<1, 3..<4, 5..<6, 7..<8])
    #expect(lines.position(at: 2, encoding: .utf8) == Position(line: 0, column: 1))
  }

  @Test func countsLuaLinesAsLuaDoes() {
    // A line feed before a carriage return is one end for Lua and two for editors.
    let lines = LineTable(Array("a\n\rb\r\nc\rd".utf8))
    #expect(lines.line(at: 3) == 2)
    #expect([0, 3, 6, 8].map { lines.luaLine(at: $0) } == [1, 2, 3, 4])
    #expect((0...5).map { lines.offset(ofLuaLine: $0) } == [nil, 0, 3, 6, 8, nil])
  }

  @Test func bytesThatAreNoTextCountAsOneEach() {
    let lines = LineTable([0xFF, 0xC3, 0x41, 0xE2, 0x82, 0x0A, 0xED, 0xA0, 0x80])
    #expect(lines.position(at: 5, encoding: .utf16) == Position(line: 0, column: 5))
    #expect(lines.position(at: 9, encoding: .utf32) == Position(line: 1, column: 3))
  }

  @Test(arguments: 0..<4) func everyOffsetAtACharacterComesBack(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      [0x0A], [0x0D], [0x0D, 0x0A], [0x0A, 0x0D], [0x61], Array("é".utf8), Array("€".utf8), Array("😀".utf8), [0xFF],
      [0xC3],
    ]
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...20, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? []
      }
      let lines = LineTable(bytes)
      for encoding in [PositionEncoding.utf8, .utf16, .utf32] {
        for offset in 0...bytes.count {
          let position = lines.position(at: offset, encoding: encoding)
          let back = lines.offset(of: position, encoding: encoding)
          #expect(back <= offset)
          #expect(lines.position(at: back, encoding: encoding).line == position.line)
          // Going there and back again changes nothing more.
          let again = lines.position(at: back, encoding: encoding)
          #expect(lines.offset(of: again, encoding: encoding) == back)
        }
      }
    }
  }
}
