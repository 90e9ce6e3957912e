import CofreAnalysis
import CofreSettings
import LuaSyntax
import Testing

/// Settings files of a project that has `/p/stack.lua` as its main script.
@Suite struct SettingsTests {
  static let script = """
    local cofre = require "cofre"
    local config = cofre.config()
    local aws = cofre.config("aws")
    local names = require "lib.names"
    local region = config:require "region_name"
    local key = config:require_secret "api_key"
    local size = config:get_integer "size"
    print(aws:get "region")
    """

  static let project = "name: shop\nmain: stack.lua\n"

  /// The analysis of a file whose places are marked, in a project with others.
  static func analysis(
    _ marked: Marked, _ kind: SettingsFileKind = .stack("dev"), project: String = project, script: String = script,
    stacks: [String: String] = [:], problems: [SettingsProblem] = []
  ) -> SettingsAnalysis {
    let file = SettingsFile(path: "/p/\(kind.fileName)", kind: kind, text: SettingsText(Array(marked.text.utf8)))
    var files = stacks.map { name, text in
      SettingsFile(path: "/p/Cofre.\(name).yaml", kind: .stack(name), text: SettingsText(Array(text.utf8)))
    }
    if kind != .project {
      files.append(
        SettingsFile(path: "/p/Cofre.yaml", kind: .project, text: SettingsText(Array(project.utf8))))
    }
    let main = ProjectFile(path: "/p/stack.lua", text: ScriptText(script))
    let names = ProjectFile(
      path: "/p/lib/names.lua", text: ScriptText("local c = require(\"cofre\").config()\nreturn c:require \"team\""))
    let other = ProjectFile(
      path: "/p/tool.lua", text: ScriptText("return require(\"cofre\").config():require \"only_here\""))
    return SettingsAnalysis(
      file,
      in: SettingsContext(
        files: SettingsFiles(files + [file]),
        scripts: Surroundings(
          files: [main, names, other], modules: ["stack": main, "lib.names": names, "tool": other]),
        folder: "/p", problems: { _, _, _ in problems }))
  }

  // MARK: - Completion

  @Test(arguments: [
    ("1️⃣", ["secrets", "config"]),
    ("con1️⃣", ["secrets", "config"]),
    ("config:\n  a: b\n1️⃣", ["secrets"]),
    ("config:\n  1️⃣", ["region_name", "team", "aws:region", "only_here", "size"].sorted()),
    ("config:\n  si1️⃣\n  region_name: x\n", ["aws:region", "only_here", "size", "team"]),
    ("config:\n  team: x\n  1️⃣size: 2\n", ["aws:region", "only_here", "region_name", "size"]),
    ("secrets:\n  1️⃣", ["provider", "key"]),
    ("secrets:\n  provider: 1️⃣", ["keyfile", "passphrase"]),
    ("secrets:\n  provider: key1️⃣", ["keyfile", "passphrase"]),
    ("secrets: { 1️⃣ }", ["provider", "key"]),
    ("config:\n  size: 1️⃣", []),
    ("# con1️⃣", []),
  ])
  func offersWhatAStackMayHave(_ text: String, _ expected: [String]) throws {
    let marked = Marked(text)
    let candidates = Self.analysis(marked).completions(at: try marked.offset())
    #expect(candidates.sorted { $0.sortKey < $1.sortKey }.map(\.label).sorted() == expected.sorted())
    for candidate in candidates {
      let offset = try marked.offset()
      #expect(candidate.replaceRange.lowerBound <= offset && offset <= candidate.replaceRange.upperBound)
    }
  }

  @Test(arguments: [
    ("1️⃣", ["name", "main", "description", "backend", "sandbox", "allow"]),
    ("name: a\n1️⃣\nsandbox: true", ["main", "description", "backend", "allow"]),
    ("backend: 1️⃣", ["local"]),
    ("sandbox:1️⃣", ["false", "true"]),
    ("main: st1️⃣", ["lib/names.lua", "stack.lua", "tool.lua"]),
    ("name: 1️⃣", []),
    ("nothing: [1️⃣]", []),
  ])
  func offersWhatAProjectMayHave(_ text: String, _ expected: [String]) throws {
    let marked = Marked(text)
    let labels = Self.analysis(marked, .project).completions(at: try marked.offset()).map(\.label)
    #expect(labels.sorted() == expected.sorted())
  }

  @Test func insertsTheColonWhereThereIsNone() throws {
    let marked = Marked("1️⃣\n")
    let first = try #require(Self.analysis(marked, .project).completions(at: 0).first)
    #expect(first.plainText == "name: ")
    let there = Marked("ma1️⃣in: x\n")
    let main = Self.analysis(there, .project).completions(at: try there.offset()).first { $0.label == "main" }
    #expect(main?.plainText == "main")
    let value = Marked("sandbox:1️⃣")
    #expect(Self.analysis(value, .project).completions(at: try value.offset()).first?.plainText == " false")
  }

  @Test(arguments: ["allow: [unused1️⃣]", "allow: [1️⃣", "allow:\n  - 1️⃣", "allow:\n  - a\n  - un1️⃣used", "allow: [x, 1️⃣]"])
  func offersCodes(_ text: String) throws {
    let marked = Marked(text)
    let labels = Self.analysis(marked, .project).completions(at: try marked.offset()).map(\.label)
    #expect(labels.contains("unused-local"))
    #expect(labels.contains("missing-config"))
    #expect(!labels.contains("break-outside-loop"), "errors of syntax cannot be allowed")
  }

  // MARK: - Hover

  @Test(arguments: [
    (SettingsFileKind.project, "na1️⃣me: shop", "name: a text, required"),
    (.project, "allow: [unused-lo1️⃣cal]", "Unused"),
    (.project, "backend: lo1️⃣cal", "stay out of version control"),
    (.stack("dev"), "config:\n  region_1️⃣name: eu", "`stack.lua:5` by `require`"),
    (.stack("dev"), "config:\n  shop:region_1️⃣name: eu", "`stack.lua:5` by `require`"),
    (.stack("dev"), "config:\n  aws:re1️⃣gion: eu", "`stack.lua:8` by `get`"),
    (.stack("dev"), "config:\n  other1️⃣: eu", "No script"),
    (.stack("dev"), "config:\n  api_key: { secure: Zm9v1️⃣YmFy }", "encrypted value"),
    (.stack("dev"), "secrets:\n  key: Zm9v1️⃣YmFy", "wrapped data key"),
  ])
  func tellsWhatAThingIs(_ kind: SettingsFileKind, _ text: String, _ part: String) throws {
    let marked = Marked(text)
    let hover = try #require(Self.analysis(marked, kind).hover(at: try marked.offset()))
    #expect(hover.markdown.contains(part), "\(hover.markdown)")
    #expect(!hover.markdown.contains("Zm9v"))
  }

  // MARK: - Diagnostics

  @Test(arguments: [
    ("config:\n  region_name: eu\n  team: a\n  api_key: { secure: x }\n  size: 3\n", []),
    ("config:\n  region_name: eu\n  team: a\n  api_key: { secure: x }\n  sise: 3\n", ["unused-config sise"]),
    ("config:\n  region_name: eu\n  api_key: { secure: x }\n", ["missing-config config"]),
    ("config:\n  team: a\n  region_name: eu\n", ["missing-config config"]),
    (
      "config:\n  team: a\n  region_name: eu\n  api_key: plain-text\n", ["hard-coded-secret plain-text"]
    ),
    (
      "config:\n  team: ghp_0123456789abcdefghij0123456789abcdef\n  region_name: eu\n  api_key: { secure: x }\n",
      ["hard-coded-secret ghp_0123456789abcdefghij0123456789abcdef"]
    ),
    (
      "config:\n  team: { db: { password: hunter2 } }\n  region_name: eu\n  api_key: { secure: x }\n",
      ["hard-coded-secret hunter2"]
    ),
    ("config:\n  team: a\n  region_name: eu\n  api_key: { secure: x }\n  aws:profile: p\n", []),
  ])
  func findsWhatIsWrongWithAStack(_ text: String, _ expected: [String]) {
    let diagnostics = Self.analysis(Marked(text)).diagnostics()
    let bytes = Array(text.utf8)
    #expect(diagnostics.map { "\($0.code) \(String(decoding: bytes[$0.range], as: UTF8.self))" } == expected)
    for diagnostic in diagnostics {
      for secret in ["plain-text", "ghp_", "hunter2"] {
        #expect(!"\(diagnostic.detail) \(diagnostic.hint ?? "")".contains(secret))
      }
    }
  }

  @Test func aSecretInClearSaysHowItIsStored() throws {
    let text = "config:\n  team: a\n  region_name: eu\n  api_key: plain\n"
    let diagnostic = try #require(Self.analysis(Marked(text)).diagnostics().first)
    #expect(diagnostic.hint?.contains("cofre config set --secret api_key --stack dev") == true)
  }

  @Test func whatIsComputedMayBeAnyKey() {
    let script = Self.script + "\nprint(config:get(region))"
    let text = "config:\n  region_name: eu\n  team: a\n  api_key: { secure: x }\n  other: 1\n"
    #expect(Self.analysis(Marked(text), script: script).diagnostics().isEmpty)
  }

  @Test func aCodeThatThereIsNotIsCorrected() throws {
    let text = "name: shop\nallow: [unused-local, unused-lokal]\n"
    let diagnostics = Self.analysis(Marked(text), .project).diagnostics()
    #expect(diagnostics.map(\.code) == ["unknown-diagnostic-code"])
    let fix = try #require(diagnostics.first?.fixes.first)
    #expect(Marked(text).applying(fix.edits).contains("[unused-local, unused-local]"))
  }

  @Test func theReadersWordsGetTheirPlaces() throws {
    func ranges(_ text: String, _ code: String, _ line: Int, _ column: Int?) throws -> (String, [String]) {
      let problem = SettingsProblem(code: code, summary: "S", detail: "D", hint: nil, line: line, column: column)
      let analysis = Self.analysis(Marked(text), .project, problems: [problem])
      let diagnostic = try #require(analysis.diagnostics().first)
      return (
        String(decoding: Array(text.utf8)[diagnostic.range], as: UTF8.self), diagnostic.fixes.map(\.title)
      )
    }
    #expect(try ranges("name: a\nmian: b\n", "unknown-setting", 2, 1) == ("mian", ["Change to 'main'"]))
    #expect(try ranges("name: a\nsandbox: 3 # c\n", "setting-kind", 2, 10) == ("3", []))
    #expect(try ranges("name: a\nname: b\n", "yaml-duplicate-key", 1, 1) == ("name", []))
    #expect(try ranges("name: [\n", "yaml-syntax", 9, 1).0 == "")
    #expect(try ranges("main: b\n", "missing-setting", 1, nil).0 == "main: b")
  }

  @Test func theDuplicateIsTheSecondOne() throws {
    let problem = SettingsProblem(
      code: "yaml-duplicate-key", summary: "S", detail: "D", hint: nil, line: 1, column: 1)
    let diagnostic = try #require(
      Self.analysis(Marked("name: a\nname: b\n"), .project, problems: [problem]).diagnostics().first)
    #expect(diagnostic.range == 8..<12)
    #expect(diagnostic.related.first?.location.range == 0..<4)
  }

  /// The examples of the pages, as files of a project whose script needs a region and a team.
  @Test(arguments: ["missing-config", "unused-config"])
  func thePagesShowWhatTheySay(_ code: String) throws {
    let page = try #require(RuleList.page(for: code))
    let script = """
      local config = require("cofre").config()
      print(config:require "region", config:require "team", config:get "only_here")
      """
    func codes(_ text: String) -> [String] {
      let kind: SettingsFileKind = text.hasPrefix("name") ? .project : .stack("dev")
      return Self.analysis(Marked(text), kind, script: script).diagnostics().map(\.code)
    }
    #expect(codes(page.wrong) == [code])
    #expect(codes(page.right) == [])
  }

  // MARK: - Structure

  @Test func theOutlineShowsNoConfiguredValue() {
    let text = "secrets:\n  provider: keyfile\nconfig:\n  a: one\n  b: { secure: two }\n  c:\n    d: three\n"
    func shown(_ items: [DocumentSymbolItem]) -> String {
      items.map { "\($0.name)\($0.detail.map { "=\($0)" } ?? "")(\(shown($0.children)))" }.joined(separator: " ")
    }
    #expect(
      shown(Self.analysis(Marked(text)).documentSymbols()) == "secrets(provider()) config(a() b=encrypted() c(d()))")
    #expect(shown(Self.analysis(Marked("name: shop\n"), .project).documentSymbols()) == "name=shop()")
  }

  @Test func sectionsAndCommentsFold() throws {
    let marked = Marked("1️⃣# a\n# b2️⃣\n3️⃣config:\n  a: 1\n  4️⃣b:\n    c: 25️⃣\n")
    let foldings = Self.analysis(marked).foldings().map(\.range)
    #expect(
      foldings == [try marked.range("1️⃣", "2️⃣"), try marked.range("3️⃣", "5️⃣"), try marked.range("4️⃣", "5️⃣")])
  }

  @Test func selectionsGrow() throws {
    let marked = Marked("config:\n  a: [one, t1️⃣wo]\n")
    let analysis = Self.analysis(marked)
    let texts = analysis.selectionRanges(at: try marked.offset()).map {
      String(decoding: Array(marked.text.utf8)[$0], as: UTF8.self)
    }
    #expect(Array(texts.prefix(3)) == ["two", "[one, two]", "a: [one, two]"])
    #expect(texts.last == marked.text)
  }

  @Test func linksLeadToTheScriptAndTheWeb() {
    let text = "# see https://example.com/a(b), or <http://x.y/z>.\nmain: stack.lua\n"
    let links = Self.analysis(Marked(text), .project).links()
    #expect(
      links.map(\.target) == [.web("https://example.com/a(b)"), .web("http://x.y/z"), .file("/p/stack.lua")])
  }

  // MARK: - Navigation

  @Test func keysLeadToTheScriptsAndBack() throws {
    let marked = Marked("config:\n  region_1️⃣name: eu\n")
    let other = "config:\n  shop:region_name: us\n"
    let analysis = Self.analysis(marked, stacks: ["prod": other])
    let definition = try #require(analysis.definition(at: try marked.offset()).first)
    #expect(definition.path == "/p/stack.lua")
    #expect(String(decoding: Array(Self.script.utf8)[definition.range], as: UTF8.self) == "region_name")
    let references = analysis.references(at: try marked.offset())
    #expect(references.map(\.path) == ["/p/Cofre.dev.yaml", "/p/Cofre.prod.yaml", "/p/stack.lua"])

    let script = Marked(modules + "print(config:require \"region_1️⃣name\")")
    var workspace = WorkspaceContext()
    workspace.settings = analysis.context.files
    let places = script.analysis(workspace).definition(at: try script.offset())
    #expect(places.map(\.path) == ["/p/Cofre.dev.yaml", "/p/Cofre.prod.yaml"])
  }

  @Test func namespacesAreToldApart() throws {
    let marked = Marked("config:\n  region: a\n  aws:re1️⃣gion: b\n")
    let analysis = Self.analysis(marked)
    #expect(analysis.definition(at: try marked.offset()).count == 1)
    #expect(analysis.definition(at: 12).isEmpty)
    let script = Marked(modules + "print(cofre.config(\"aws\"):get \"re1️⃣gion\")")
    var workspace = WorkspaceContext()
    workspace.settings = analysis.context.files
    let place = try #require(script.analysis(workspace).definition(at: try script.offset()).first)
    #expect(place.range.lowerBound == 22)
  }

  // MARK: - Rename

  @Test func aKeyIsRenamedEverywhere() throws {
    let marked = Marked("config:\n  region_1️⃣name: eu\n")
    let analysis = Self.analysis(marked, stacks: ["prod": "config:\n  region_name: us\n"])
    #expect(analysis.prepareRename(at: try marked.offset())?.name == "region_name")
    let edits = try analysis.rename(at: try marked.offset(), to: "place")
    #expect(edits.map(\.path) == ["/p/Cofre.dev.yaml", "/p/Cofre.prod.yaml", "/p/stack.lua"])
    #expect(edits.allSatisfy { $0.edit.text == "place" })
  }

  @Test(arguments: [
    ("config:\n  api_1️⃣key: { secure: x }\n", "token", "opens under that name only"),
    ("config:\n  te1️⃣am: x\n", "a b", "no name of a key"),
    ("config:\n  te1️⃣am: x\n  size: 1\n", "size", "already"),
    ("config:\n  aws:re1️⃣gion: x\n", "y", "a cloud"),
    ("con1️⃣fig:\n  team: x\n", "y", "Only keys"),
  ])
  func someRenamesAreRefused(_ text: String, _ name: String, _ reason: String) throws {
    let marked = Marked(text)
    let offset = try marked.offset()
    do throws(RenameRefusal) {
      _ = try Self.analysis(marked).rename(at: offset, to: name)
      Issue.record("not refused")
    } catch {
      #expect(error.message.contains(reason), "\(error.message)")
    }
  }

  // MARK: - Files

  @Test(arguments: [
    ("Cofre.yaml", SettingsFileKind.project), ("Cofre.dev.yaml", .stack("dev")), ("Cofre.a.b.yaml", .stack("a.b")),
    ("cofre.yaml", nil), ("Cofre..yaml", nil), ("Cofre.yml", nil), ("xCofre.yaml", nil),
  ])
  func filesAreKnownByTheirNames(_ name: String, _ kind: SettingsFileKind?) {
    #expect(SettingsFileKind(fileName: name) == kind)
    #expect(SettingsFileKind(path: "/some/where/\(name)") == kind)
  }

  @Test func keysOfAllStacksAreKnown() {
    let files = SettingsFiles(
      [("dev", "config:\n  a: 1\n  b: { secure: x }\n"), ("prod", "config: { shop:a: 2 }\n")].map {
        SettingsFile(path: "/p/Cofre.\($0).yaml", kind: .stack($0), text: SettingsText(Array($1.utf8)))
      } + [
        SettingsFile(
          path: "/p/Cofre.yaml", kind: .project, text: SettingsText(Array("name: shop\nallow: [x, y]\n".utf8)))
      ])
    #expect(
      files.configurationKeys == [
        .init("a", origin: "Cofre.dev.yaml, Cofre.prod.yaml"), .init("b", isSecret: true, origin: "Cofre.dev.yaml"),
      ])
    #expect(files.silencedCodes == ["x", "y"])
  }
}
