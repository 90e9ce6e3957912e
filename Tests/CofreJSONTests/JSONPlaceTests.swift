import CofreJSON
import Testing

@Suite struct JSONPlaceTests {
  private func place(_ names: [String], _ text: String) -> String? {
    let bytes = Array(text.utf8)
    return JSON.range(of: names, in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    (["a"], #"{"a": 1}"#, "1"), (["a"], #"{"a":[{"b": "}"}, 2] ,"c":3}"#, #"[{"b": "}"}, 2]"#),
    (["c"], #"{"a":[{"b": "}\""}, 2] ,"c":null}"#, "null"), (["a", "b"], #"{"b": 1, "a": {"b": {}}}"#, "{}"),
    (["a"], #"{"b": {"a": 1}, "a": 2}"#, "2"), (["a"], #"{"a": 1, "a": 2}"#, "2"),
    (["é"], #"{"\u00e9": "x"}"#, #""x""#),
    (["a", "b"], "// {\"a\": 0}\n{ \"a\" /* : */ : { \"b\": true, }, }", "true"), (["a.b"], #"{"a.b": -1e5}"#, "-1e5"),
  ])
  func findsAValueByItsNames(_ names: [String], _ text: String, _ expected: String) {
    #expect(place(names, text) == expected)
  }

  @Test(
    arguments: [
      ([], #"{"a": 1}"#), (["b"], #"{"a": {"b": 1}}"#), (["a", "b"], #"{"a": 1}"#), (["a", "b"], #"{"a": ["b"]}"#),
      (["a"], "[]"), (["a"], ""), (["a"], "{}"),
    ] as [([String], String)])
  func findsNothingWhereNothingIs(_ names: [String], _ text: String) { #expect(place(names, text) == nil) }

  /// Whatever is cut off, it ends, and answers no place outside of the text.
  @Test func brokenTextsDoNoHarm() {
    let text = #"{"a": [1, {"b": "x\""}], "c": {"d": 1}, "e": tru"#
    for end in 0...text.utf8.count {
      for names in [["a"], ["c", "d"], ["e"]] {
        let bytes = Array(text.utf8.prefix(end))
        if let range = JSON.range(of: names, in: bytes) { #expect(range.upperBound <= end) }
      }
    }
  }
}
