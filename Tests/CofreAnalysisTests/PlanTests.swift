import CofreAnalysis
import CofreModel
import LuaSyntax
import Testing

struct PlanTests {
  private static let type = "aws.secretsmanager.Secret"

  private static func secret(
    _ operation: ProjectPlan.Operation, _ name: String, line: Int, changes: [ProjectPlan.Change] = [],
    _ change: (inout ProjectPlan.Resource) -> Void = { _ in }
  ) -> ProjectPlan.Resource {
    var resource = ProjectPlan.Resource(
      operation, type: type, name: name, place: SourceLocation(file: "stack.lua", line: line))
    resource.changes = changes
    change(&resource)
    return resource
  }

  private static func plan(
    _ resources: [ProjectPlan.Resource], _ change: (inout ProjectPlan) -> Void = { _ in }
  ) -> ProjectPlan {
    var plan = ProjectPlan(stack: "dev", main: "stack.lua")
    plan.resources = resources
    change(&plan)
    return plan
  }

  private static func change(_ path: String, replaces: Bool = false) throws -> ProjectPlan.Change {
    .init(try #require(PropertyPath(parsing: path)), replaces: replaces)
  }

  /// The labels of all hints, with their offsets.
  private func hints(_ script: Marked, _ plan: ProjectPlan) -> [InlayHintItem] {
    let analysis = script.analysis()
    return analysis.planHints(
      analysis.documentPlan(of: plan, file: "stack.lua"), in: 0..<analysis.file.source.count + 1)
  }

  @Test func aHintStandsBehindTheFirstLine() throws {
    let script = Marked(modules + "local s = aws.secretsmanager.Secret(\"a\", {1️⃣  \n  name = \"n\",\n}) -- end\n")
    let hint = try #require(hints(script, Self.plan([Self.secret(.create, "a", line: 6)])).first)
    #expect(hint.label == "+ create")
    #expect(hint.offset == (try script.offset()))
    #expect(hint.tooltip?.contains("`dev`") == true)
  }

  @Test(
    arguments: [
      ([.init(.same)], nil), ([.init(.create)], "+ create"), ([.init(.update, [])], "~ update"),
      ([.init(.update, ["a", "b[0].c"])], "~ update a, b[0].c"),
      ([.init(.update, ["a", "b", "c", "d"])], "~ update a, b, c, …"),
      ([.init(.replace, ["a"], because: ["b"])], "± replace (b)"), ([.init(.replace)], "± replace"),
      ([.init(.create), .init(.create)], "+ create ×2"), ([.init(.same), .init(.same)], nil),
      ([.init(.same), .init(.create), .init(.update), .init(.update)], "1 + create, 2 ~ update of 4"),
    ] as [([Outcome], String?)])
  func labels(_ outcomes: [Outcome], label: String?) throws {
    let script = Marked(modules + "for i = 1, 9 do aws.secretsmanager.Secret(\"a\" .. i, {}) end")
    let resources = try outcomes.enumerated().map { index, outcome in
      Self.secret(
        outcome.operation, "a\(index)", line: 6,
        changes: try outcome.paths.map { try Self.change($0) }
          + outcome.reasons.map { try Self.change($0, replaces: true) })
    }
    #expect(hints(script, Self.plan(resources)).map(\.label) == [label].compactMap(\.self))
  }

  struct Outcome: Sendable {
    var operation: ProjectPlan.Operation
    var paths: [String]
    var reasons: [String]

    init(_ operation: ProjectPlan.Operation, _ paths: [String] = [], because reasons: [String] = []) {
      self.operation = operation
      self.paths = paths
      self.reasons = reasons
    }
  }

  @Test func declarationsAreToldApart() {
    // Two of a name can be in one file, when one of them never runs; computed names are told by their lines.
    let script = Marked(
      modules + """
        if a then aws.secretsmanager.Secret("a", {}) else
        aws.secretsmanager.Secret("a", {}) end
        aws.secretsmanager.Secret(name("b"), {})
        aws.secretsmanager.Secret(name("c"), {
        })
        """)
    let plan = Self.plan([
      Self.secret(.create, "a", line: 7), Self.secret(.update, "x-c", line: 9),
      Self.secret(.create, "elsewhere", line: 1) { $0.place?.file = "other.lua" },
    ])
    let lines = script.analysis().file.lines
    #expect(hints(script, plan).map { "\(lines.line(at: $0.offset) + 1) \($0.label)" } == ["7 + create", "9 ~ update"])
  }

  @Test func whatIsKnownStaysWithItsDeclaration() throws {
    let before = Marked(modules + "aws.secretsmanager.Secret(\"a\", {})\naws.secretsmanager.Secret(f(1), {})\n")
    let plan = before.analysis().documentPlan(
      of: Self.plan([Self.secret(.create, "a", line: 6), Self.secret(.update, "1", line: 7)]), file: "stack.lua")
    let after = Marked(
      modules + "\n-- above\naws.secretsmanager.Secret(f(1), { name = 'x' })\naws.secretsmanager.Secret('b', {})"
    ).analysis()
    let hints = after.planHints(plan, in: 0..<after.file.source.count)
    #expect(hints.map(\.label) == ["~ update"], "the one is gone, the other has moved")
  }

  @Test func aRunThatEndsEarlyKeepsWhatItDidNotReach() throws {
    let analysis = Marked(modules + "aws.secretsmanager.Secret(\"a\", {})\naws.secretsmanager.Secret(\"b\", {})")
      .analysis()
    let first = analysis.documentPlan(
      of: Self.plan([Self.secret(.create, "a", line: 6), Self.secret(.create, "b", line: 7)]), file: "stack.lua")
    let broken = analysis.documentPlan(
      of: Self.plan([Self.secret(.update, "a", line: 6)]) { $0.isComplete = false }, file: "stack.lua", earlier: first)
    let all = 0..<analysis.file.source.count + 1
    #expect(analysis.planHints(broken, in: all).map(\.label) == ["~ update", "+ create"])
    let complete = analysis.documentPlan(of: Self.plan([]), file: "stack.lua", earlier: first)
    #expect(analysis.planHints(complete, in: all).isEmpty)
  }

  @Test func whatIsEditedWhileARunEndsEarlyIsNoLongerSaidToChange() throws {
    func script(_ name: String) -> DocumentAnalysis {
      Marked(modules + "aws.secretsmanager.Secret(\"a\", { name = \"\(name)\" })\naws.secretsmanager.Secret(\"b\", {})")
        .analysis()
    }
    let first = script("new").documentPlan(
      of: Self.plan([
        Self.secret(.replace, "a", line: 6, changes: [try Self.change("name", replaces: true)]),
        Self.secret(.update, "b", line: 7),
      ]), file: "stack.lua")
    let broken = Self.plan([]) { $0.isComplete = false }
    for (name, labels) in [("new", ["± replace (name)", "~ update"]), ("old", ["~ update"])] {
      let analysis = script(name)
      let plan = analysis.documentPlan(of: broken, file: "stack.lua", earlier: first)
      #expect(analysis.planHints(plan, in: 0..<analysis.file.source.count + 1).map(\.label) == labels)
      #expect(analysis.planDiagnostics(plan).count == labels.count - 1)
      let next = analysis.documentPlan(of: broken, file: "stack.lua", earlier: plan)
      #expect(analysis.planHints(next, in: 0..<analysis.file.source.count + 1).map(\.label) == labels)
    }
  }

  @Test func exportsShowTheirValues() throws {
    let script = Marked(modules + "cofre.export(\"url\", x.y)1️⃣ -- c\ncofre.export(\"other\", x.z)\n")
    let plan = Self.plan([]) { $0.exports = ["url": "\"https://h/\""] }
    let all = hints(script, plan)
    #expect(all.map(\.label) == ["= \"https://h/\""])
    #expect(all.map(\.offset) == [try script.offset()])
  }

  @Test func onlyTheMainScriptSaysWhatIsDeleted() {
    let analysis = Marked(modules).analysis()
    var plan = Self.plan([]) { plan in
      plan.deleted = (1...8).map { ProjectPlan.Resource(.delete, type: Self.type, name: "s\($0)") }
      plan.deleted[0].tombstone = "Its name stays taken. For long."
      plan.deleted[1].operation = .retain
    }
    let titles = analysis.planLenses(analysis.documentPlan(of: plan, file: "stack.lua")).map(\.title)
    #expect(titles.count == 7)
    #expect(titles[0] == "plan of dev: -8")
    #expect(titles[1] == "- deleted: s1 (\(Self.type)). Its name stays taken.")
    #expect(titles[2] == "- given up: s2 (\(Self.type))")
    #expect(titles[6] == "- deleted: 3 more")
    #expect(analysis.planLenses(analysis.documentPlan(of: plan, file: "module.lua")).isEmpty)
    plan.isComplete = false
    #expect(analysis.planLenses(analysis.documentPlan(of: plan, file: "stack.lua")).isEmpty)
  }

  /// A script with one resource that stays, one that is replaced and one that is new, and what its plan says of it.
  private func shown(
    _ display: PlanDisplay, tombstone: String = "Its name stays taken. For long."
  ) throws -> (hints: [String], lenses: [String]) {
    let analysis = Marked(
      modules + """
        local a = aws.secretsmanager.Secret("a", { description = other.name })
        local b = aws.secretsmanager.Secret("b", { description = a.arn .. a.id .. a.arn .. a.nowhere })
        local c = aws.secretsmanager.Secret("c", { description = b.arn .. c.arn })
        cofre.export("url", x.y)
        """
    ).analysis()
    var plan = Self.plan([
      Self.secret(.same, "a", line: 6) { resource in
        resource.id = "i"
        resource.outputs = ["arn": "\"\(String(repeating: "a", count: 50))\(String(repeating: "b", count: 50))\""]
      },
      Self.secret(.replace, "b", line: 7, changes: [try Self.change("name", replaces: true)]) { resource in
        resource.id = "j"
        resource.outputs = ["arn": "\"old\""]
        resource.tombstone = tombstone
      },
      Self.secret(.create, "c", line: 8),
    ])
    plan.exports = ["url": "1"]
    plan.deleted = ["p", "q", "r", "s"].map { ProjectPlan.Resource(.delete, type: Self.type, name: $0) }
    plan.deleted[3].operation = .retain
    let document = analysis.documentPlan(of: plan, file: "stack.lua")
    let lines = analysis.file.lines
    return (
      analysis.planHints(document, in: 0..<analysis.file.source.count + 1, as: display)
        .map { "\(lines.luaLine(at: $0.offset)) \($0.label)" },
      analysis.planLenses(document, as: display).map { "\(lines.luaLine(at: $0.range.lowerBound)) \($0.title)" }
    )
  }

  @Test func hintsAndLensesDoNotRepeatEachOther() throws {
    let shown = try shown(.both)
    #expect(shown.hints == ["7 ± replace (name)", "8 + create", "9 = 1"])
    #expect(shown.lenses.filter { $0.hasPrefix("1 ") }.count == 5)
    #expect(
      shown.lenses.filter { !$0.hasPrefix("1 -") } == [
        "1 plan of dev: +1 ±1 -4",
        "6 arn = \"\(String(repeating: "a", count: 29))…\(String(repeating: "b", count: 29))\", id = \"i\"",
        "7 ! Its name stays taken.",
      ], "an output that is made anew is not known")
  }

  @Test func hintsAloneSayAll() throws {
    let shown = try shown(.hints)
    #expect(shown.lenses.isEmpty)
    #expect(
      shown.hints == [
        "1 plan of dev: +1 ±1 -4 (p, q, r, …)", "7 ± replace (name) ! Its name stays taken.", "8 + create", "9 = 1",
      ])
  }

  @Test func aLongWarningIsCutInsideOfALine() throws {
    let shown = try shown(.hints, tombstone: String(repeating: "word ", count: 30))
    #expect(shown.hints[1] == "7 ± replace (name) ! \(String(repeating: "word ", count: 11))word…")
  }

  @Test func lensesAloneSayAll() throws {
    let shown = try shown(.lenses)
    #expect(shown.hints.isEmpty)
    #expect(
      shown.lenses.filter { "789".contains($0.prefix(1)) } == [
        "7 ± replace (name) ! Its name stays taken.", "8 + create", "9 = 1",
      ])
  }

  @Test func aPlanWithoutChangesIsToldInALensAndNotBesideTheScript() throws {
    let analysis = Marked(modules + "aws.secretsmanager.Secret(\"a\", {})").analysis()
    let plan = analysis.documentPlan(of: Self.plan([Self.secret(.same, "a", line: 6)]), file: "stack.lua")
    #expect(analysis.planLenses(plan).map(\.title) == ["plan of dev: no changes"])
    #expect(analysis.planLenses(plan).map(\.showsPlan) == [true])
    #expect(analysis.planHints(plan, in: 0..<analysis.file.source.count, as: .hints).isEmpty)
  }

  @Test func aReplacementIsMarkedAtItsProperty() throws {
    let script = Marked(
      modules + "aws.secretsmanager.Secret(3️⃣\"a\"4️⃣, { 1️⃣name2️⃣ = \"n\", tags = {} })")
    let analysis = script.analysis()
    func diagnostics(_ change: (inout ProjectPlan.Resource) -> Void = { _ in }) throws -> [AnalysisDiagnostic] {
      let changes = [
        try Self.change("name", replaces: true), try Self.change("region", replaces: true), try Self.change("tags"),
      ]
      let plan = Self.plan([Self.secret(.replace, "a", line: 6, changes: changes, change)])
      return analysis.planDiagnostics(analysis.documentPlan(of: plan, file: "stack.lua"))
    }
    let found = try diagnostics()
    #expect(found.map(\.code) == ["replaces-resource", "replaces-resource"])
    #expect(
      found.map(\.range) == [try script.range("3️⃣", "4️⃣"), try script.range("1️⃣", "2️⃣")],
      "what is not written is marked at the name")
    #expect(found.map(\.severity) == [.information, .information])
    #expect(try diagnostics { $0.deletesFirst = true }.map(\.severity) == [.warning, .warning])
    #expect(try diagnostics { $0.tombstone = "It stays." }.first?.hint == "What stays behind: It stays.")
  }

  @Test func problemsStandWhereNothingElseIsWrong() throws {
    let script = Marked(modules + "local s = config:require \"x\"\n\n  1️⃣error(s)2️⃣  \nnowhere()\n")
    func problem(_ line: Int, _ code: String = "script-error") -> ProjectPlan.Problem {
      .init(code: code, "Script failed", detail: "It failed.", place: SourceLocation(file: "stack.lua", line: line))
    }
    let analysis = script.analysis()
    let plan = analysis.documentPlan(
      of: Self.plan([]) { $0.problems = [problem(8), problem(9), problem(8, "syntax-error"), problem(400)] },
      file: "stack.lua")
    let found = analysis.planDiagnostics(plan)
    #expect(found.map(\.range) == [try script.range("1️⃣", "2️⃣")], "a global that is not there is known to be wrong")
    #expect(found.map(\.code) == ["script-error"])
    let changed = Marked(script.text.replacing("error(s)", with: "print(s)")).analysis()
    #expect(changed.planDiagnostics(plan).isEmpty, "the line is another one")
    var silent = WorkspaceContext()
    silent.silencedCodes = ["script-error"]
    #expect(script.analysis(silent).planDiagnostics(plan).isEmpty)
    let silenced = Marked(script.text.replacing("\n\n", with: "\n---@diagnostic disable-next-line\n")).analysis()
    #expect(silenced.planDiagnostics(plan).isEmpty)
  }

  @Test func problemsOfResourcesStandAtTheirProperties() throws {
    let script = Marked(modules + "aws.secretsmanager.Secret(\"a\", {\n  1️⃣description2️⃣ = tostring(1),\n})")
    let analysis = script.analysis()
    var problem = ProjectPlan.Problem(
      code: "wrong-type", "Wrong type", detail: "No text.", place: SourceLocation(file: "stack.lua", line: 6))
    problem.type = Self.type
    problem.name = "a"
    problem.path = PropertyPath("description")
    let plan = analysis.documentPlan(of: Self.plan([]) { $0.problems = [problem] }, file: "stack.lua")
    #expect(analysis.planDiagnostics(plan).map(\.range) == [try script.range("1️⃣", "2️⃣")])
  }

  @Test(arguments: ["1️⃣", "2️⃣", "3️⃣", "4️⃣"])
  func stateIsToldOfAResource(_ marker: String) throws {
    let script = Marked(
      modules + "local 1️⃣s = aws.secretsmanager.2️⃣Secret(\"3️⃣a\", {})\ncofre.export(\"x\", 4️⃣s.arn)")
    let analysis = script.analysis()
    let plan = analysis.documentPlan(
      of: Self.plan([
        Self.secret(.update, "a", line: 6) { resource in
          resource.id = "arn:`a`"
          resource.isProtected = true
          resource.outputs = ["arn": "\"x\"", "id": "\"i\""]
          resource.incompleteReasons = ["The policy is missing."]
        }
      ]), file: "stack.lua")
    let hover = try #require(analysis.planHover(plan, at: try script.offset(marker)))
    #expect(
      hover.markdown == """
        **In the stack `dev`**: it exists and is protected.

        - `id`: `` arn:`a` ``
        - `arn`: `"x"`
        - Not complete: The policy is missing.
        - Next `cofre up`: ~ update
        """)
    #expect(analysis.planHover(plan, at: 0) == nil)
  }

  @Test(arguments: RuleList.everyPage.filter { $0.group == .plan }) func whatAPlanReportsHasAPage(_ page: RulePage) {
    #expect(RuleList.page(for: page.code) == page)
    #expect(!RuleList.all.contains { $0.code == page.code })
  }

  @Test func whatIsNotMadeHasNoState() throws {
    let script = Marked(modules + "aws.secretsmanager.Secret(\"1️⃣a\", {})")
    let analysis = script.analysis()
    let plan = analysis.documentPlan(of: Self.plan([Self.secret(.create, "a", line: 6)]), file: "stack.lua")
    #expect(
      analysis.planHover(plan, at: try script.offset())?.markdown == "**In the stack `dev`**: not made yet.")
  }
}
