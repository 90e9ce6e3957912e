import CofreAnalysis
import CofreModel
import CofreProject
import Glibc

/// What is wrong with the settings of the projects that checked scripts belong to.
enum CheckedSettings {
  /// The findings of each settings file, and how many files were looked at; each project counts once.
  static func findings(
    around folders: Set<String>, allowed: Set<String>, shownPath: (String) -> String
  ) -> (findings: [CheckReport.Finding], fileCount: Int) {
    var findings: [CheckReport.Finding] = []
    let roots = Set(folders.compactMap(root)).sorted()
    var count = 0
    for root in roots {
      var names = [Project.fileName]
      var problems: [Diagnostic] = []
      do {
        let project = try Project.load(from: root)
        problems += project.allowed.filter { !RuleList.isKnown($0) }.map { unknownCode($0, in: root) }
        for stack in try project.configuredStacks() {
          names.append(Project.settingsName(of: stack))
          do { _ = try StackConfiguration.load(project, stack: stack) } catch let error as DiagnosticError {
            problems += error.diagnostics
          }
        }
      } catch {
        problems += ErrorText.diagnostics(for: error)
      }
      count += names.count
      for name in names {
        let path = "\(root)/\(name)"
        guard let bytes = FileReader.read(path) else { continue }
        let file = CheckedFile(path: shownPath(path), settings: bytes, showsLines: name == Project.fileName)
        let own = problems.filter { ($0.location?.file ?? Project.fileName) == name && !allowed.contains($0.code) }
        findings += own.map(file.finding)
      }
    }
    return (findings, count)
  }

  /// A code under `allow:` that there is not.
  private static func unknownCode(_ code: String, in root: String) -> Diagnostic {
    let nearest = RuleList.nearestCodes(to: code)
    return Diagnostic(
      .warning, code: "unknown-diagnostic-code", "Unknown diagnostic code", detail: "There is no diagnostic '\(code)'.",
      hint: nearest.isEmpty ? nil : "Did you mean \(nearest.map { "'\($0)'" }.joined(separator: " or "))?",
      location: location(of: code, in: root))
  }

  /// Where a code stands in `Cofre.yaml`: behind `allow:`, as a word of its own.
  private static func location(of code: String, in root: String) -> SourceLocation {
    let text = String(decoding: FileReader.read("\(root)/\(Project.fileName)") ?? [], as: UTF8.self)
    var isBehindAllow = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      isBehindAllow = isBehindAllow || line.hasPrefix("allow")
      guard isBehindAllow, let found = line.firstRange(of: code) else { continue }
      let column = line[..<found.lowerBound].utf8.count + 1
      return SourceLocation(file: Project.fileName, line: index + 1, column: column)
    }
    return SourceLocation(file: Project.fileName, line: 1, column: 1)
  }

  /// The nearest folder with a `Cofre.yaml`, from a folder upwards.
  private static func root(_ folder: String) -> String? {
    var folder = folder
    while true {
      if access("\(folder == "/" ? "" : folder)/\(Project.fileName)", F_OK) == 0 { return folder }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }
}
