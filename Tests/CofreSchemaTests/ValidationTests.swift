import CofreModel
import CofreSchema
import Testing

private let type = ResourceType(
  name: "test.Thing", summary: "A thing.",
  inputs: [
    .string("name", .required, .length(1...3), doc: "Its name."),
    .integer("days", .range(7...30, unit: .days), doc: "Days."),
    .string("color", .oneOf("red", "blue"), doc: "Its colour."),
    .string("tenant", .format(.uuid), doc: "Tenant."),
    .object("nested", [.boolean("flag", .required, doc: "Flag.")], doc: "Nested."),
    .array("items", of: .string, .count(0...2), doc: "Items."),
    .map("tags", of: .string, doc: "Tags."),
    .string("password", .sensitive, .length(4...8), doc: "Password."),
    .string("a", .conflicts(with: ["b"]), doc: "A."),
    .string("b", .conflicts(with: ["a"]), doc: "B."),
  ],
  outputs: [], idFormat: "Its name.")

@Suite struct ValidationTests {
  private func check(_ inputs: [String: Value], _ expected: String..., line: Int = #line) {
    let found = type.validate(inputs).map { "\($0.code) \($0.path)" }
    #expect(found == expected, "line \(line)")
  }

  @Test func acceptsWhatIsRight() {
    check([
      "name": "abc", "days": 7, "color": "red", "nested": ["flag": true], "items": ["x"], "tags": ["k": "v"],
      "password": .sensitive(Sensitive("hunter2")), "tenant": "11111111-2222-3333-4444-555555555555",
    ])
  }

  @Test func unknownValuesSatisfyEveryRule() {
    check(["name": .unknown, "days": .unknown, "nested": .unknown, "tags": .unknown])
  }

  @Test func aLuaTableWithNothingIsAnyTable() { check(["name": "a", "tags": [], "items": []]) }

  @Test func reportsEachMistakeAtItsPlace() {
    check([:], "missing-property name")
    check(["name": "a", "nmae": "b"], "unknown-property nmae")
    check(["name": 1], "wrong-type name")
    check(["name": "abcd"], "out-of-range name")
    check(["name": "a", "days": 6], "out-of-range days")
    check(["name": "a", "days": 7.5], "wrong-type days")
    check(["name": "a", "color": "green"], "out-of-range color")
    check(["name": "a", "tenant": "your-tenant-id"], "out-of-range tenant")
    check(["name": "a", "nested": [:]], "missing-property nested.flag")
    check(["name": "a", "items": ["x", 2]], "wrong-type items[1]")
    check(["name": "a", "items": ["x", "y", "z"]], "out-of-range items")
    check(["name": "a", "a": "1", "b": "2"], "conflicting-properties a")
  }

  @Test func suggestsTheNearestName() {
    #expect(type.validate(["name": "a", "colour": "red"]).first?.hint == "Did you mean 'color'?")
  }

  @Test func saysInWhichTableAPropertyIsMissing() {
    #expect(type.validate([:]).first?.hint == "Add name = … to the properties.")
    #expect(type.validate(["name": "a", "nested": [:]]).first?.hint == "Add flag = … to 'nested'.")
  }

  @Test func neverRepeatsASensitiveValue() {
    for violation in type.validate(["name": "a", "password": .sensitive(Sensitive("canary-canary"))]) {
      #expect(violation.code == "out-of-range")
      #expect(!violation.detail.contains("canary"))
    }
  }

  @Test func preparesDefaultsTablesAndSensitivity() {
    let prepared = type.prepare(["name": "a", "tags": [], "days": 7.0, "password": "hunter2", "color": nil])
    #expect(prepared["tags"] == [:])
    #expect(prepared["days"] == .integer(7))
    #expect(prepared["password"] == .sensitive(Sensitive("hunter2")))
    #expect(prepared["color"] == nil)
  }

  @Test(arguments: [
    ("apiSecret", "apiSecret-0123456"), ("my key!", "my-key-0123456"), ("9lives", "lives-0123456"), ("", "r-0123456"),
    ("a-very-long-logical-name-indeed", "a-very-long-0123456"),
  ])
  func makesUpNames(_ logical: String, _ expected: String) {
    let rule = AutoName(maximumLength: 20)
    #expect(rule.name(for: logical, digits: "0123456789") == expected)
  }
}
