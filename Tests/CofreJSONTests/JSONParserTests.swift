import CofreJSON
import Testing

@Suite struct JSONParserTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "1.5", "1e+100", "\"\"",
    "\"a\\\"b\\\\c\\n\\u0001\"", "[]", "[1,2,[3]]", "{}", "{\"a\":{\"b\":[null]},\"c\":1}", "\"\u{1F600}é\"",
  ])
  func writesBackWhatItReads(_ text: String) throws {
    #expect(try JSON.parse(text).text() == text)
  }

  @Test func readsEscapesAndSurrogates() throws {
    #expect(try JSON.parse(#""\u00e9\ud83d\ude00\/""#) == .string("é😀/"))
  }

  @Test func keepsWholeNumbersApartFromFractions() throws {
    #expect(try JSON.parse("[1, 1.0, -0, 9223372036854775808]") == [1, .number(1), 0, .number(9223372036854775808)])
  }

  @Test func lastOfARepeatedMemberWins() throws {
    #expect(try JSON.parse(#"{"a":1,"b":2,"a":3}"#)["a"] == 3)
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "01", "1.", ".5", "1e", "+1", "-", "\"", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
    "\"\u{1}\"", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "1 2", "[", "{", "\u{FEFF}1",
  ])
  func refusesWhatIsNotJSON(_ text: String) {
    #expect(throws: JSONParseError.self) { try JSON.parse(text) }
  }

  @Test(arguments: [
    ("// a\n{\"a\": 1, // b\n}", "{\"a\":1}"), ("/* a, */ [1, 2, /* \"b\" */ ]", "[1,2]"), ("\u{FEFF}{}", "{}"),
    ("{\"a\": \"// no, /* no */ ,}\", \"b\\\",\": [\"]\",],}", "{\"a\":\"// no, /* no */ ,}\",\"b\\\",\":[\"]\"]}"),
    ("[1, // 2\r\n 3] // end", "[1,3]"), ("[1 /**/ , /*/ */ ]", "[1]"),
  ])
  func readsCommentsAndTrailingCommasWhereAsked(_ text: String, _ expected: String) throws {
    #expect(try JSON.parseWithComments(Array(text.utf8)).text() == expected)
    #expect(throws: JSONParseError.self) { try JSON.parse(text) }
  }

  @Test(arguments: [
    ("{\"a\": 1 \"b\": 2}", 8), ("[,]", 1), ("[1,,]", 3), ("// a\n{", 6), ("[1] /", 4), ("/* ", 3), ("\"\\", 2),
  ])
  func saysWhereItIsNoJSONEitherWay(_ text: String, _ offset: Int) {
    #expect { try JSON.parseWithComments(Array(text.utf8)) } throws: { ($0 as? JSONParseError)?.offset == offset }
  }

  @Test func refusesTextThatIsNotUTF8() {
    #expect(throws: JSONParseError.self) { try JSON.parse([0x22, 0xFF, 0x22]) }
  }

  @Test func refusesNestingBeyondTheLimit() throws {
    let depth = JSON.maximumDepth
    let deepest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    _ = try JSON.parse(deepest)
    #expect(throws: JSONParseError.self) { try JSON.parse("[" + deepest + "]") }
  }

  @Test func everyMutationIsReadOrRefused() {
    let seed = Array(#"{"a":[1,-2.5e3,"x\u00e9",true,null,{"b":{}}]}"#.utf8)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
      }
      guard let value = try? JSON.parse(bytes) else { continue }
      #expect(try! JSON.parse(value.serialized()) == value)
    }
  }

  @Test(arguments: [
    "null", "[]", "{}", "[[],{},\"\"]", "{\"a\":[1,-2,{\"b\":null,\"c\":true}],\"d\":\"x\\\"\\n\\u0001é\",\"e\":1.5}",
    "[-9223372036854775808,9223372036854775807,0,9,10,-1]",
  ])
  func aStreamWritesWhatTheTreeWrites(_ text: String) throws {
    var stream = JSONStream()
    stream.write(try JSON.parse(text))
    #expect(String(decoding: stream.bytes, as: UTF8.self) == text)
  }

  @Test func aStreamSeparatesWhatIsWrittenPieceByPiece() {
    var stream = JSONStream()
    stream.beginObject()
    stream.name(plain: "a")
    stream.write(1)
    stream.name("\"b")
    stream.beginArray()
    stream.write(true)
    stream.writeNull()
    stream.write(2.0)
    stream.write(0.5)
    stream.write(Double.nan)
    stream.endArray()
    stream.name(plain: "c")
    stream.write("")
    stream.endObject()
    #expect(String(decoding: stream.bytes, as: UTF8.self) == #"{"a":1,"\"b":[true,null,2,0.5,null],"c":""}"#)
  }

  @Test func prettyLayoutReadsBackEqual() throws {
    let value: JSON = ["a": [1, 2], "b": [:], "c": ["d": nil]]
    #expect(try JSON.parse(value.text(.pretty)) == value)
    #expect(value.text(.pretty).hasPrefix("{\n  \"a\": [\n    1,"))
  }
}
