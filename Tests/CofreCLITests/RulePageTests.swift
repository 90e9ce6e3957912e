import CofreAnalysis
import CofreJSON
import CofreModel
import CofreProject
import CofreSettings
import Foundation
import Testing

@testable import CofreCLI

/// Every code that a check or an editor can show has a page, and every page is about such a code.
struct RulePageTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// What only commands report, in a terminal.
  private static let ofCommands: Set<String> = [
    "cannot-write", "config-sealed", "config-value", "data-key-missing", "file-changed", "no-folder",
    "no-project", "no-stack", "no-stack-selected", "not-reached", "secret-looking", "settings-changed",
    "settings-edit", "settings-file", "stack-unknown", "state-not-recorded", "syntax-error",
    "tasks-wait-for-each-other", "unknown-backend",
  ]

  /// Who finds something wrong with scripts, with settings files, or in a preview.
  private static let reporters = [
    "CofreAWS", "CofreAnalysis", "CofreAzure", "CofreCLI/Check", "CofreEngine", "CofreGCP", "CofreLocal", "CofreLua",
    "CofreLanguageServer", "CofrePlanning", "CofreProject", "CofreSchema", "CofreWorkspace",
  ]

  /// What stands before a code.
  private static let beginnings = ["code: ", "report(", "error(", "AnalysisDiagnostic(", "RulePage(", "page("]

  private static func codes(in text: String) -> Set<String> {
    var codes: Set<String> = []
    for beginning in beginnings {
      for part in text.components(separatedBy: beginning).dropFirst() {
        let rest = part.prefix(100).drop { $0.isWhitespace }
        guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { continue }
        let code = rest[rest.index(after: rest.startIndex)..<end]
        if code.contains("-"), code.allSatisfy({ $0.isLowercase || $0 == "-" }) { codes.insert(String(code)) }
      }
    }
    return codes
  }

  @Test func everyCodeOfTheSourcesHasAPage() throws {
    var found: Set<String> = []
    for folder in Self.reporters {
      let files = FileManager.default.enumerator(atPath: Self.sources.appending(path: folder).path)?.allObjects
      for case let name as String in files ?? [] where name.hasSuffix(".swift") {
        found.formUnion(
          Self.codes(in: try String(contentsOf: Self.sources.appending(path: "\(folder)/\(name)"), encoding: .utf8)))
      }
    }
    #expect(found.count > 100)
    let paged = Set(RuleList.everyPage.map(\.code))
    #expect(found.subtracting(paged).subtracting(Self.ofCommands).sorted() == [])
    #expect(Self.ofCommands.subtracting(found).sorted() == [])
    #expect(Self.ofCommands.intersection(paged).sorted() == [])
  }

  @Test func everyPageIsFoundOnce() {
    #expect(RuleList.everyPage.map(\.code) == Set(RuleList.everyPage.map(\.code)).sorted())
    for page in RuleList.everyPage { #expect(RuleList.page(for: page.code) == page) }
    #expect(ExplainText.json(RuleList.everyPage)["diagnostics"]?.arrayValue?.count == RuleList.everyPage.count)
  }

  @Test(arguments: RuleList.everyPage.filter { $0.group == .settings || $0.group == .plan })
  func pagesSayWhatToDo(_ page: RulePage) {
    #expect(page.explanation.contains("\n\n"))
    #expect(page.explanation.hasSuffix(".") || page.explanation.hasSuffix("`."))
    #expect(page.wrong.isEmpty == page.right.isEmpty)
  }

  /// The examples of what the reader refuses are refused for exactly that.
  @Test(arguments: RuleList.settings.filter { !$0.canBeSilenced && !$0.wrong.isEmpty })
  func examplesAreWhatTheReaderSays(_ page: RulePage) {
    func codes(_ text: String) -> [String] {
      let kind: SettingsFileKind = text.hasPrefix("config:") ? .stack("dev") : .project
      return SettingsCheck.diagnostics(of: Array(text.utf8), kind: kind, project: "shop").map(\.code)
    }
    #expect(codes(page.wrong) == [page.code])
    #expect(codes(page.right) == [])
  }

  /// What stops the commands cannot be talked away in the file that it stands in.
  @Test func whatStopsTheCommandsIsNotSilenced() {
    let text = SettingsText(
      Array("name: shop\nmian: a.lua\nallow: [unknown-setting, unknown-diagnostic-code, x]\n".utf8))
    let file = SettingsFile(path: "/p/Cofre.yaml", kind: .project, text: text)
    let analysis = SettingsAnalysis(
      file,
      in: SettingsContext(
        files: SettingsFiles([file]), folder: "/p",
        silencedCodes: ["unknown-setting", "unknown-diagnostic-code"],
        problems: { EditorProjects.problems($0, $1, $2) }))
    #expect(analysis.diagnostics().map(\.code) == ["unknown-setting"])
  }
}

extension RulePage: CustomTestStringConvertible {
  package var testDescription: String { code }
}
