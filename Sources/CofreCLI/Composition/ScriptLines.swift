import CofreModel

/// The lines of the project's scripts, for the excerpts below messages.
struct ScriptLines: Sendable {
  var root: String

  func line(_ location: SourceLocation) -> String? {
    guard location.line > 0, !location.file.hasPrefix("@"), !location.file.hasPrefix("/"),
      !location.file.split(separator: "/").contains(".."),
      let bytes = FileReader.read("\(root)/\(location.file)")
    else { return nil }
    let lines = bytes.split(separator: 10, maxSplits: location.line, omittingEmptySubsequences: false)
    guard location.line <= lines.count else { return nil }
    return String(decoding: lines[location.line - 1], as: UTF8.self)
  }
}
