import CofreAnalysis
import CofreModel
import LuaSyntax

/// Finds in a script's text what a message is about: a running script knows the line of a call, its text the column.
struct ScriptPlaces: Sendable {
  var root: String

  /// The diagnostic with the column of its property, of its call, or of its syntax error, where that is certain.
  func refine(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let location = diagnostic.location, location.column == nil, let bytes = source(location.file) else {
      return diagnostic
    }
    let file = SourceFile(bytes)
    if diagnostic.code == "syntax-error" { return refineSyntaxError(diagnostic, file) }
    guard let offset = offset(of: diagnostic, location, in: file) else { return diagnostic }
    var refined = diagnostic
    refined.location = place(offset, location.file, in: file)
    return refined
  }

  /// The line that a location means, without what is secret in it; nil when it cannot be read.
  func excerpt(_ location: SourceLocation) -> SourceExcerpt? {
    guard let bytes = source(location.file), location.line > 0 else { return nil }
    let analysis = DocumentAnalysis(ScriptText(bytes), in: WorkspaceContext())
    let lines = analysis.file.lines
    guard location.line <= lines.lineCount else { return nil }
    let line = lines.range(ofLine: location.line - 1)
    let start = line.lowerBound
    let hidden = SecretMask(analysis.file, known: analysis.secretRanges()).ranges(onLine: line)
    return SourceExcerpt(
      number: location.line, line: Array(bytes[line]), marked: location.column.map { $0 - 1..<$0 - 1 },
      hidden: hidden.map { $0.lowerBound - start..<$0.upperBound - start })
  }

  private func offset(of diagnostic: Diagnostic, _ location: SourceLocation, in file: SourceFile) -> Int? {
    let locator = CallLocator(file)
    // Without a name, a line of several calls does not tell which of them is meant, and none is better than a wrong one.
    let named = diagnostic.urn.flatMap { locator.call(onLine: location.line, firstArgument: $0.name) }
    guard let call = named ?? locator.onlyCall(onLine: location.line) else { return nil }
    guard let path = diagnostic.path, !path.isEmpty else { return call.range.lowerBound }
    let steps = path.components.map { component -> CallLocator.Step in
      switch component {
      case .key(let key): return .key(key)
      case .index(let index): return .index(index + 1)
      }
    }
    return call.field(steps).range.lowerBound
  }

  private func refineSyntaxError(_ diagnostic: Diagnostic, _ file: SourceFile) -> Diagnostic {
    guard let location = diagnostic.location, let error = file.errors.first else { return diagnostic }
    var refined = diagnostic
    refined.summary = error.summary
    refined.detail = error.detail
    refined.hint = error.hint ?? diagnostic.hint
    refined.location = place(error.range.lowerBound, location.file, in: file)
    return refined
  }

  private func place(_ offset: Int, _ name: String, in file: SourceFile) -> SourceLocation {
    let position = file.lines.position(at: offset, encoding: .utf8)
    return SourceLocation(file: name, line: position.line + 1, column: position.column + 1)
  }

  private func source(_ name: String) -> [UInt8]? {
    guard !name.hasPrefix("@"), !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return nil }
    return FileReader.read("\(root)/\(name)")
  }
}
