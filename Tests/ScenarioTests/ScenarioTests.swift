import Testing

@Suite struct ScenarioTests {
  @Test(arguments: Scenario.all)
  func everyLineHolds(_ scenario: Scenario) throws {
    var runner = try ScenarioRunner(scenario)
    try runner.run()
  }

  @Test func thereAreScenarios() { #expect(Scenario.all.count > 10) }
}
