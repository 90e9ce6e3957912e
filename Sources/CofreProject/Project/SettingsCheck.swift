package import CofreModel
package import CofreSettings

/// Says what is wrong with a settings file that is only looked at, such as one that is being written.
package enum SettingsCheck {
  /// Everything that is wrong with the text of a file, as the commands would say it; no message holds a value of it.
  ///
  /// `project` is the name of the project, by which keys are told from each other.
  package static func diagnostics(
    of bytes: [UInt8], kind: SettingsFileKind, project: String
  ) -> [Diagnostic] {
    do {
      switch kind {
      case .project: _ = try Project.parse(bytes, folder: "/")
      case .stack:
        var parser = ConfigurationParser(file: kind.fileName, project: project)
        try parser.parse(bytes)
      }
      return []
    } catch let error as DiagnosticError {
      return error.diagnostics
    } catch {
      return []
    }
  }
}
