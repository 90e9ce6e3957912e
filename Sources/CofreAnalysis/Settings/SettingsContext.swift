package import CofreSettings

/// Something that the reader of settings files has found, as it says it on the command line.
package struct SettingsProblem: Sendable, Equatable {
  package var code: String
  package var summary: String
  package var detail: String
  package var hint: String?
  /// Counts from 1.
  package var line: Int
  /// Counts bytes from 1; nil when only the line is known.
  package var column: Int?

  package init(code: String, summary: String, detail: String, hint: String?, line: Int, column: Int?) {
    self.code = code
    self.summary = summary
    self.detail = detail
    self.hint = hint
    self.line = line
    self.column = column
  }
}

/// What surrounds a settings file: the other ones, the scripts, and the reader that commands use.
package struct SettingsContext: Sendable {
  /// All settings files of the project, the one asked about among them.
  package var files: SettingsFiles
  /// The project's scripts, and its modules by the names under which `require` finds them.
  package var scripts: Surroundings
  /// The folder of the project.
  package var folder: String
  /// Codes of diagnostics that are not wanted.
  package var silencedCodes: Set<String>
  /// What the reader says of a text; it finds nothing where there is no reader.
  package var problems: @Sendable ([UInt8], SettingsFileKind, _ project: String) -> [SettingsProblem]

  package init(
    files: SettingsFiles, scripts: Surroundings = .none, folder: String = "/", silencedCodes: Set<String> = [],
    problems: @escaping @Sendable ([UInt8], SettingsFileKind, _ project: String) -> [SettingsProblem] = { _, _, _ in []
    }
  ) {
    self.files = files
    self.scripts = scripts
    self.folder = folder
    self.silencedCodes = silencedCodes
    self.problems = problems
  }

  /// The codes that `allow` may name, each with what it is about.
  var diagnosticCodes: [RulePage] { RuleList.everyPage.filter(\.canBeSilenced) }
}
