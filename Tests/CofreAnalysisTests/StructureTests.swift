import CofreAnalysis
import LuaSyntax
import Testing

@Suite struct StructureTests {
  private func outline(_ items: [DocumentSymbolItem], _ indent: String = "") -> [String] {
    items.flatMap { item in
      ["\(indent)\(item.kind.rawValue) \(item.name)\(item.detail.map { " \($0)" } ?? "")"]
        + outline(item.children, indent + "  ")
    }
  }

  @Test func makesResourcesTheOutline() {
    let analysis = Marked(
      modules + """
        local p = aws.Provider("oregon", { region = "us-west-2" })
        local function make(name)
          return aws.secretsmanager.Secret(name, { description = "a" })
        end
        gcp.kms.KeyRing("ring", { location = "global" })
        do
          local settings = { size = 1 }
          local other = build("other", settings)
          local count = settings.size
        end
        cofre.export("made", make("a").id)
        """
    ).analysis()
    #expect(
      outline(analysis.documentSymbols()) == [
        "provider oregon aws.Provider", "function make", "  resource name aws.secretsmanager.Secret",
        "resource ring gcp.kms.KeyRing", "variable settings", "variable other", "export made export",
      ])
    for item in analysis.documentSymbols() {
      #expect(
        item.range.lowerBound <= item.selectionRange.lowerBound
          && item.selectionRange.upperBound <= item.range.upperBound)
    }
  }

  @Test func foldsWhatSpansLines() {
    let text = """
      -- one
      -- two
      local t = {
        a = { 1 },
      }
      if t then
        print(1)
      else
        print(2)
      end
      """
    let analysis = Marked(text).analysis()
    let lines = analysis.foldings().map {
      [analysis.file.lines.line(at: $0.range.lowerBound), analysis.file.lines.line(at: $0.range.upperBound)]
    }
    #expect(lines == [[0, 1], [2, 3], [5, 6], [7, 8]])
    #expect(analysis.foldings().first?.kind == .comment)
  }

  @Test(arguments: [
    ("--#region a\nlocal x\n--#endregion", [[0, 2]]), ("--region a\nlocal x\n--endregion", [[0, 2]]),
    ("-- #region a\n--#region b\n\n--#endregion\n--#endregion", [[0, 4], [1, 3]]),
    ("-- region of the key\nlocal x\n-- endregion", []), ("--#region\nlocal x", []), ("--#endregion\nlocal x", []),
  ])
  func foldsRegions(_ text: String, _ expected: [[Int]]) {
    let analysis = Marked(text).analysis()
    let regions = analysis.foldings().filter { $0.kind == .region }
    let lines = analysis.file.lines
    #expect(
      regions.map { [lines.line(at: $0.range.lowerBound), lines.line(at: $0.range.upperBound)] } == expected)
  }

  @Test func growsSelectionsOutwards() throws {
    let marked = Marked("print(\"a 1️⃣b\", c)")
    let analysis = marked.analysis()
    let texts = analysis.selectionRanges(at: try marked.offset()).map { analysis.file.text($0) }
    #expect(texts == ["a b", "\"a b\"", "(\"a b\", c)", "print(\"a b\", c)"])
  }

  @Test func tellsWordsApart() {
    let marked = Marked(
      modules + """
        local token = config:require_secret "api_key"
        local s = aws.secretsmanager.Secret("s", { description = "d" })
        local function f(x) return x end
        print(f(s.arn), token)
        """)
    let analysis = marked.analysis()
    let start = modules.utf8.count
    let words = analysis.semanticTokens(in: start..<marked.text.utf8.count).map {
      "\(analysis.file.text($0.range)) \($0.kind.rawValue)\($0.modifiers.contains(.sensitive) ? " sensitive" : "")"
    }
    #expect(
      words == [
        "token variable sensitive", "config variable", "require_secret method", "s variable", "aws namespace",
        "secretsmanager namespace", "Secret type", "description property", "f function", "x parameter", "x parameter",
        "print function", "f function", "s variable", "arn property", "token variable sensitive",
      ])
  }

  @Test func showsTheDefaultsThatAreTaken() {
    let marked = Marked(
      modules
        + "aws.secretsmanager.Secret(\"s\", { name = \"a\" })\naws.secretsmanager.Secret(\"t\", { recovery_window_in_days = 7 })"
    )
    let analysis = marked.analysis()
    #expect(analysis.inlayHints(in: 0..<marked.text.utf8.count).map(\.label) == ["recovery_window_in_days = 30"])
    #expect(analysis.inlayHints(in: 0..<10).isEmpty)
  }

  @Test(arguments: [
    ("{ name = \"a\" }", "{ name = \"a\" ¦}"),
    ("{\n  name = \"a\",\n}", "{\n  name = \"a\",¦\n}"),
    ("{\n  name = \"a\", -- why\n\n  }", "{\n  name = \"a\", -- why¦\n\n  }"),
    ("{\n}", "{¦\n}"),
  ])
  func showsDefaultsWhereAPropertyWouldStand(_ table: String, _ expected: String) throws {
    let text = modules + "aws.secretsmanager.Secret(\"s\", \(table))"
    let hint = try #require(Marked(text).analysis().inlayHints(in: 0..<text.utf8.count).first)
    var shown = Array(text.utf8)
    shown.insert(contentsOf: "¦".utf8, at: hint.offset)
    #expect(String(decoding: shown, as: UTF8.self).contains(expected))
  }
}
