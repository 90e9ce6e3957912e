import CofreModel
import Testing

@Suite struct ValueTests {
  @Test func marksEveryLeafAndKeepsTheShape() {
    let value: Value = ["a": [1, "x"], "b": nil]
    let marked = value.markedSensitive
    #expect(marked["a"]?.arrayValue?.count == 2)
    #expect(marked["b"] == .null)
    #expect(marked.revealed(for: .validation) == value)
  }

  @Test(arguments: [Value.string(""), "x", 1, 1.5, true, .string("é😀")])
  func opensWhatItBoxes(_ scalar: Value) {
    #expect(Sensitive(scalar).reveal(for: .validation) == scalar)
  }

  @Test func aDumpShowsNothing() {
    var text = ""
    dump(Value.object(["password": .sensitive(Sensitive("canary"))]), to: &text)
    text += "\(Value.sensitive(Sensitive("canary")))" + String(reflecting: Sensitive("canary"))
    #expect(!text.contains("canary"))
  }

  @Test(arguments: ["a", "a.b", "a[0]", "a.b[2].c", "properties.access_policies[0].tenant_id"])
  func pathsReadBack(_ text: String) throws {
    #expect(try #require(PropertyPath(parsing: text)).description == text)
  }

  @Test(arguments: ["", ".", "a.", "a[", "a[x]", "a[-1]", "a..b"])
  func refusesWhatIsNoPath(_ text: String) {
    #expect(PropertyPath(parsing: text) == nil)
  }

  @Test func findsAndReplacesPlaces() {
    let value: Value = ["a": [["b": 1]]]
    let path = PropertyPath(parsing: "a[0].b")!
    #expect(value[path] == 1)
    #expect(value.setting(path, to: 2)[path] == 2)
    #expect(value.setting(path, to: nil)[path] == nil)
    #expect(value.setting(PropertyPath(parsing: "x.y")!, to: 2) == value)
  }
}
