import CofreEngine
import CofreModel
import CofreProvider
import CofreSchema
import Testing

@Suite struct ValidationTests {
  @Test func everyViolationIsAnErrorAtItsPlace() async {
    var life = Life()
    let run = await life.up(
      Program {
        $0.thing("a")
        $0.thing("b", ["size": 5000, "sise": 1])
      }, ["create a"], errors: ["unknown-property", "out-of-range"])
    #expect(run.errors.map(\.path?.description) == ["sise", "size"])
    #expect(run.errors.allSatisfy { $0.urn == urn("b") && $0.location?.line == 2 })
  }

  @Test func violationsOfTheProvidersOwnRulesAreErrors() async {
    var life = Life()
    life.factory.check = { _ in [Violation(code: "odd", path: PropertyPath("zone"), "Odd", detail: "It is odd.")] }
    let run = await life.up(Program { $0.thing("a") }, [], errors: ["odd"])
    #expect(run.calls == [])
  }

  @Test func aPreviewTellsTheErrorsOfAllResources() async {
    let life = Life()
    let run = await life.preview(
      Program {
        $0.thing("a", ["size": "x"])
        $0.thing("b", ["size": .value(true)])
        $0.thing("c")
      }, ["create c"], errors: ["wrong-type", "wrong-type"])
    #expect(run.problems == [])
  }

  @Test func theValueOfASensitivePropertyIsNeverInAMessage() async {
    var life = Life()
    let run = await life.up(
      Program { $0.thing("a", ["size": .secret("CANARY")]) }, [], errors: ["wrong-type"])
    #expect(!"\(run.outcome.diagnostics)".contains(Canary.text))
  }
}
