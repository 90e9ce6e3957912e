import CofreAnalysis
import LuaSyntax
import TestSupport
import Testing

/// Completion inside LuaCATS comments.
@Suite struct AnnotationCompletionTests {
  struct Place: Sendable, CustomTestStringConvertible {
    var text: String
    var first: [String] = []
    var has: [String] = []
    var hasNot: [String] = []
    var testDescription: String { text }
  }

  static let types = """
    ---@class Team
    ---@field name string

    ---@class Crew: Team

    ---@alias Region "east"|"west"

    ---@enum Level
    local Level = { LOW = 1 }


    """

  private func candidates(_ text: String, _ workspace: WorkspaceContext = WorkspaceContext()) throws
    -> [CompletionCandidate]
  {
    let marked = Marked(text)
    return marked.analysis(workspace).completions(at: try marked.offset())
  }

  private func check(_ place: Place, _ workspace: WorkspaceContext = WorkspaceContext()) throws {
    let candidates = try candidates(Self.types + place.text, workspace)
    let labels = candidates.map(\.label)
    #expect(Array(labels.prefix(place.first.count)) == place.first)
    for label in place.has { #expect(labels.contains(label), "\(label) is missing in \(labels)") }
    for label in place.hasNot { #expect(!labels.contains(label), "\(label) is there") }
    #expect(candidates.map(\.sortKey) == candidates.map(\.sortKey).sorted())
    #expect(Set(labels).count == labels.count)
  }

  @Test(arguments: [
    Place(
      text: "---@1️⃣", first: ["param", "return", "type", "class"], has: ["diagnostic", "deprecated", "cast"],
      hasNot: ["string", "Team"]),
    Place(text: "---@par1️⃣am x string", first: ["param"]),
    Place(text: "--- @1️⃣", first: ["param"]),
    Place(text: "local x = f() --[[@1️⃣]]", has: ["as"]),
    Place(text: "---@field 1️⃣", first: ["private", "protected", "package", "public"], hasNot: ["string"]),
    Place(text: "---@class (1️⃣", first: ["exact", "partial"]),
    Place(text: "---@enum (1️⃣", first: ["key"]),
    Place(text: "---@operator 1️⃣", first: ["add", "sub"]),
  ])
  func offersTags(_ place: Place) throws { try check(place) }

  @Test(arguments: [
    "---@param x 1️⃣", "---@param x? 1️⃣", "---@param x st1️⃣", "---@type 1️⃣", "---@type Team|1️⃣", "---@type Team | 1️⃣",
    "---@type Team[]|1️⃣", "---@type table<string, 1️⃣", "---@type table<1️⃣>", "---@type fun(a: 1️⃣",
    "---@type fun(a: 1️⃣): string", "---@type fun(a: string, b?: 1️⃣)", "---@type fun(): 1️⃣", "---@type { a: 1️⃣ }",
    "---@type { [1️⃣]: string }", "---@type [string, 1️⃣]", "---@type (1️⃣)", "---@type string, 1️⃣", "---@return 1️⃣",
    "---@return string name, 1️⃣", "---@field name 1️⃣", "---@field private name 1️⃣", "---@field [string] 1️⃣",
    "---@field [1️⃣] string", "---@alias Name 1️⃣", "---@alias Name<T> 1️⃣", "---@generic T: 1️⃣", "---@generic T, U: 1️⃣",
    "---@vararg 1️⃣", "---@overload fun(a: 1️⃣)", "---@cast x 1️⃣", "---@cast x +1️⃣", "---@cast x -string, +1️⃣",
    "---@operator add(1️⃣)", "---@operator add(Team): 1️⃣", "---@operator unm: 1️⃣", "local x = f() --[[@as 1️⃣]]",
    "local x = f() --[[@as 1️⃣", "---@type \"a\"|1️⃣", "---@type Team|\n  ---@param x table<string,1️⃣", "---@type async 1️⃣",
    "local t = { ---@type 1️⃣\n}",
  ])
  func offersTypes(_ text: String) throws {
    try check(
      Place(
        text: text,
        has: [
          "string", "integer", "boolean", "fun(…)", "table<…>", "Team", "Crew", "Region", "Level",
          "aws.secretsmanager.Secret",
        ], hasNot: ["print", "local", "param", "Level.LOW"]))
  }

  @Test(arguments: [
    Place(text: "---@class Squad: 1️⃣", has: ["Team", "Crew", "Region"], hasNot: ["string", "Level"]),
    Place(text: "---@class Squad: Team, 1️⃣", has: ["Crew"], hasNot: ["string"]),
    Place(text: "---@class Squad<T: 1️⃣>", has: ["Crew", "string"]),
    Place(text: "---@class (exact) Squad<T> : 1️⃣", has: ["Crew"], hasNot: ["string"]),
    Place(text: "---@class Squad: 1️⃣", hasNot: ["Squad"]),
    Place(
      text: "---@generic T\n---@param x 1️⃣\nlocal function f(x) return x end", first: ["T", "string"], has: ["Team"]),
  ])
  func offersTheTypesThatFit(_ place: Place) throws { try check(place) }

  @Test func offersTypesOfOtherFiles() throws {
    let workspace = WorkspaceContext(modules: ["lib.teams": "---@class Office\n---@alias Floor integer\n"])
    try check(Place(text: "---@type 1️⃣", has: ["Office", "Floor", "Team"]), workspace)
  }

  @Test(arguments: [
    "---1️⃣", "--- Makes 1️⃣", "--- Makes a 1️⃣key", "-- @1️⃣", "-- @param x 1️⃣", "---@param x string 1️⃣",
    "---@param x string the 1️⃣", "---@return string the name of 1️⃣", "---@return string # 1️⃣", "---@class 1️⃣",
    "---@class Squ1️⃣", "---@alias 1️⃣", "---@generic 1️⃣", "---@type { 1️⃣", "---@type fun(1️⃣", "---@type string 1️⃣",
    "---@type \"1️⃣", "---@deprecated 1️⃣", "---@deprecated use another, 1️⃣", "---@unheard 1️⃣", "--[[ @type 1️⃣ ]]",
    "--[[@type string\n1️⃣]]", "-- a 1️⃣", "---| \"a\" 1️⃣", "---@field private 1️⃣", "----1️⃣", "----------1️⃣",
    "---@meta 1️⃣", "--- see a@1️⃣", "--[[ a 1️⃣", "--[==[ a ]] 1️⃣",
  ])
  func offersNothingInText(_ text: String) throws {
    #expect(try candidates(Self.types + text).map(\.label) == [])
    #expect(try candidates(Self.types + text + "\nlocal x = 1\n").map(\.label) == [])
  }

  static let function = """
    local function make(name, size, ...)
      if name then return size end
    end

    """

  @Test(arguments: [
    Place(text: "---@param 1️⃣\n", first: ["name", "size", "..."], hasNot: ["string"]),
    Place(text: "---@param s1️⃣\n", first: ["name", "size", "..."]),
    Place(text: "---@param name string\n---@param 1️⃣\n", first: ["size", "...", "name"]),
    Place(text: "---@param 1️⃣\n---@param name string\n-- Why.\n", first: ["size", "...", "name"]),
    Place(text: "---@param 1️⃣\n\nlocal y = 1\n", hasNot: ["name"]),
  ])
  func offersTheParametersOfTheFunctionBelow(_ place: Place) throws {
    var place = place
    place.text += Self.function
    try check(place)
  }

  @Test(arguments: [
    ("---@param 1️⃣\nM.make = function(name) end", ["name"]),
    ("---@param 1️⃣\nfunction M:make(name) end", ["name"]),
    ("---@param 1️⃣\nlocal make = function(name) end", ["name"]),
    ("local M = {\n  ---@param 1️⃣\n  make = function(name) end,\n}", ["name"]),
    ("---@param 1️⃣\nreturn function(name) end", ["name"]),
    ("---@param 1️⃣\nlocal x = 1", []),
    ("---@param 1️⃣", []),
  ])
  func findsTheFunctionInAllItsForms(_ text: String, _ expected: [String]) throws {
    #expect(try candidates(text).map(\.label) == expected)
  }

  /// What a text becomes when a label is taken, without and with snippets.
  private func taken(_ label: String, _ text: String) throws -> (plain: String, snippet: String) {
    let marked = Marked(text)
    let candidate = try #require(try candidates(text).first { $0.label == label }, "no \(label)")
    return (
      marked.applying([Edit(candidate.replaceRange, candidate.plainText)]),
      marked.applying([Edit(candidate.replaceRange, candidate.insertText)])
    )
  }

  @Test(arguments: [
    (
      "---1️⃣\n" + function, "@param … return",
      "---@param name any\n---@param size any\n---@param ... any\n---@return any\n" + function
    ),
    (
      "--- Makes one.\n---@1️⃣\n" + function, "param … return",
      "--- Makes one.\n---@param name any\n---@param size any\n---@param ... any\n---@return any\n" + function
    ),
    (
      "---@param size number\n---@pa1️⃣\n" + function, "param … return",
      "---@param size number\n---@param name any\n---@param ... any\n---@return any\n" + function
    ),
    (
      "do\n  ---1️⃣\n  local function f(a, b) end\nend", "@param …",
      "do\n  ---@param a any\n  ---@param b any\n  local function f(a, b) end\nend"
    ),
    (
      "do\r\n\t---1️⃣\r\n\tlocal function f(a, b) end\r\nend", "@param …",
      "do\r\n\t---@param a any\r\n\t---@param b any\r\n\tlocal function f(a, b) end\r\nend"
    ),
    ("---1️⃣\nlocal function f() return 1 end", "@return", "---@return any\nlocal function f() return 1 end"),
  ])
  func fillsInTheWholeFunction(_ text: String, _ label: String, _ expected: String) throws {
    #expect(try taken(label, text).plain == expected)
  }

  @Test func theFrameHasAPlaceForEachType() throws {
    #expect(
      try taken("@param …", "---1️⃣\nlocal function f(a, b) end").snippet
        == "---@param a ${1:any}\n---@param b ${2:any}\nlocal function f(a, b) end")
    #expect(try candidates("---@type fun(a: string)\n---1️⃣\nlocal function f(a) end").isEmpty)
    #expect(try candidates("---@param a string\n---1️⃣\nlocal function f(a) end").isEmpty)
  }

  @Test func tagsBringWhatFollowsThem() throws {
    #expect(try taken("param", "---@1️⃣").plain == "---@param ")
    #expect(try taken("param", "---@1️⃣").snippet == "---@param ${1:name} ${2:any}")
    #expect(try taken("param", "---@pa1️⃣ x string").snippet == "---@param x string")
    #expect(try taken("nodiscard", "---@1️⃣").snippet == "---@nodiscard")
    #expect(try taken("size", "---@param 1️⃣\n" + Self.function).snippet == "---@param size ${1:any}\n" + Self.function)
    #expect(
      try taken("size", "---@param na1️⃣me string\n" + Self.function).snippet
        == "---@param size string\n" + Self.function)
    #expect(try taken("disable", "---@diagnostic 1️⃣").plain == "---@diagnostic disable: ")
    #expect(try taken("disable", "---@diagnostic dis1️⃣: unused-local").plain == "---@diagnostic disable: unused-local")
    #expect(
      try taken("unused-local", "---@diagnostic disable: unused-1️⃣lo").plain == "---@diagnostic disable: unused-local")
  }

  @Test(arguments: [
    Place(text: "---@diagnostic 1️⃣", first: ["disable-next-line", "disable-line", "disable", "enable"]),
    Place(text: "---@diagnostic disable-1️⃣", first: ["disable-next-line"]),
    Place(
      text: "---@diagnostic disable-next-line: 1️⃣", has: ["unused-local", "hard-coded-secret"],
      hasNot: ["unexpected-token", "disable"]),
    Place(
      text: "---@diagnostic disable-next-line: unused-local, 1️⃣", has: ["hard-coded-secret"], hasNot: ["unused-local"]),
    Place(
      text: "---@diagnostic disable: 1️⃣, unused-local", has: ["hard-coded-secret"], hasNot: ["unused-local"]),
    Place(text: "local x = 1 ---@diagnostic disable-line: 1️⃣", has: ["unused-local"]),
    Place(text: "local team\n---@cast 1️⃣", first: ["Level", "team"], hasNot: ["string", "print"]),
    Place(text: "local team\n---@see 1️⃣", has: ["Team", "team", "Region"], hasNot: ["string"]),
  ])
  func offersCodesAndNames(_ place: Place) throws { try check(place) }

  @Test func everyCodeSaysWhatItMeans() throws {
    for candidate in try candidates("---@diagnostic disable: 1️⃣") {
      #expect(candidate.detail?.isEmpty == false && candidate.documentation?.isEmpty == false)
    }
  }

  /// What is typed, and whether editors that ask by themselves behind the last character are told anything.
  @Test(arguments: [
    ("---@1️⃣", true), ("---1️⃣\nlocal function f(a) end", true), ("local x = a -1️⃣", false), ("---@param 1️⃣", false),
    ("---@type 1️⃣", true), ("---@type a|1️⃣", true), ("---@type table<1️⃣", true), ("---@type table<a,1️⃣", true),
    ("local 1️⃣", false), ("local x = 1️⃣", false), ("f(a,1️⃣", false), ("if a <1️⃣", false), ("local x <1️⃣", true),
    ("local t = { 1️⃣", false), ("-- words 1️⃣", false), ("-- words,1️⃣", false), ("return 1️⃣", false), ("x |1️⃣", false),
    ("::a:: goto 1️⃣", true), ("local x = aws.secretsmanager.Secret(\"s\", { recovery_window_in_days = 1️⃣", true),
    ("local x = \"a 1️⃣\"", false), ("local x =  1️⃣", false),
  ])
  func typingAsksOnlyWhereItMeansSomething(_ text: String, _ isAnswered: Bool) throws {
    let marked = Marked(modules + text)
    let offset = try marked.offset()
    let trigger = Character(Unicode.Scalar(Array(marked.text.utf8)[offset - 1]))
    let candidates = marked.analysis().completions(at: offset, after: trigger)
    #expect(candidates.isEmpty != isAnswered, "\(candidates.prefix(3).map(\.label))")
  }

  @Test func answersAtEveryPlaceOfAnnotationsThatAreCutAnywhere() {
    let text =
      Self.types + """
        ---@generic T: Team, U
        ---@param list table<string, fun(a: T[], b?: "x"|`U`): { [1]: string, n: [T, U] }, string> what
        ---@return T? name, integer # all of it
        ---@diagnostic disable-next-line: unused-local, undefined-global
        local function all(list, ...) return list end --[[@as fun(): T]]
        ---@operator add(Team): Team ---@cast all +nil, -string --[==[@as ]==] --[[@
        """
    let bytes = Array(text.utf8)
    let whole = DocumentAnalysis(ScriptText(bytes), in: configured)
    for end in 0...bytes.count {
      let cut = DocumentAnalysis(ScriptText(Array(bytes[..<end])), in: configured)
      for (analysis, trigger) in [(whole, nil), (cut, nil), (cut, Character(" ")), (cut, Character("@"))] {
        for candidate in analysis.completions(at: end, after: trigger) {
          #expect(candidate.replaceRange.lowerBound <= end && end <= candidate.replaceRange.upperBound)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func answersInAnnotationsOfAnything(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "---", "@", "param", " ", "fun(", "table<", ",", ":", "|", "[", "]", "{", "}", ")", ">", "?", "x", "\"", "`", "é",
      "\n", "--[[@as ", "]]", "class", "diagnostic", "disable", "-", "+", "...", "#", "type", "function f(a) end\n",
    ]
    for _ in 0..<150 {
      let text = "---@" + (0..<12).map { _ in random.one(of: parts) }.joined()
      let analysis = DocumentAnalysis(ScriptText(text), in: configured)
      for offset in 0...text.utf8.count {
        for candidate in analysis.completions(at: offset) {
          #expect(candidate.replaceRange.lowerBound <= offset && offset <= candidate.replaceRange.upperBound)
        }
      }
    }
  }
}
