import CofreModel
import CofreProvider
import CofreSchema
import Testing

private let type = ResourceType(
  name: "test.Thing", summary: "A thing.",
  inputs: [
    .string("name", .createOnly, doc: "Its name."),
    .string("description", doc: "Text."),
    .string("location", .createOnly, .normalized(.azureLocation), doc: "Where."),
    .object(
      "properties", [.string("value", .sensitive, doc: "Value."), .string("kind", .createOnly, doc: "Kind.")], doc: "P."
    ),
    .array("items", of: .string, doc: "Items."),
  ],
  outputs: [], idFormat: "Its name.")

@Suite struct SchemaDiffTests {
  private func check(_ old: [String: Value], _ new: [String: Value], _ expected: String..., line: Int = #line) {
    let urn = URN(stack: "s", project: "p", type: type.name, name: "x")
    let diff = SchemaDiff.diff(
      DiffRequest(urn: urn, type: type, id: "1", oldInputs: old, oldOutputs: [:], newInputs: new))
    #expect(diff.changes.map { "\($0.requiresReplacement ? "±" : "~")\($0.path)" } == expected, "line \(line)")
  }

  @Test func comparesByTheFlagsOfTheType() {
    check(["name": "a"], ["name": "a"])
    check(["name": "a"], ["name": "b"], "±name")
    check(["description": "a"], ["description": "b"], "~description")
    check(["description": "a"], [:], "~description")
    check([:], ["description": "a"], "~description")
    check(["location": "East US"], ["location": "eastus"])
    check(["properties": ["kind": "a"]], ["properties": ["kind": "b"]], "±properties.kind")
    check(["items": ["a", "b"]], ["items": ["a"]], "~items[1]")
  }

  @Test func anUnknownValueIsAChange() { check(["description": "a"], ["description": .unknown], "~description") }

  @Test func digestsDifferWhenValuesDo() {
    let one = Value.digest(Digest(hex: "11")), two = Value.digest(Digest(hex: "22"))
    check(["properties": ["value": one]], ["properties": ["value": one]])
    check(["properties": ["value": one]], ["properties": ["value": two]], "~properties.value")
  }
}
