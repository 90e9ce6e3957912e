package import LuaSyntax

/// Everything that can be said about one version of one Lua file: plain data, with byte offsets into the file.
///
/// It is immutable: an edit makes another one. What several questions need (scopes, what names hold, which resources are
/// declared) is computed at the first question and kept. Every question has an answer whatever the text and the offset;
/// offsets beyond the file mean its end. It may be asked from several tasks at once.
package final class DocumentAnalysis: Sendable {
  package let text: ScriptText
  package let workspace: WorkspaceContext
  private let cachedFacts = Once<DocumentFacts>()
  private let cachedQuickDiagnostics = Once<[AnalysisDiagnostic]>()
  private let cachedDiagnostics = Once<[AnalysisDiagnostic]>()

  /// Takes a file and what surrounds it; computes nothing yet.
  package init(_ text: ScriptText, in workspace: WorkspaceContext) {
    self.text = text
    self.workspace = workspace
  }

  /// The tree; it is parsed at the first question.
  package var file: SourceFile { text.file }

  /// Scopes, values and declarations, computed once.
  var facts: DocumentFacts { cachedFacts.value { DocumentFacts.collect(from: text, in: workspace) } }

  /// All that is wrong with the file, in order of the ranges.
  ///
  /// What a `---@diagnostic` comment or the workspace silences is left out; nothing is said of definition files, which nobody
  /// writes by hand.
  package func diagnostics() -> [AnalysisDiagnostic] { diagnostics { false } ?? [] }

  /// The same; nil when the task that asks is cancelled before all rules were asked.
  package func diagnosticsUnlessCancelled() -> [AnalysisDiagnostic]? { diagnostics { Task.isCancelled } }

  /// Those of ``diagnostics()`` that are found soon, for which no types are needed; nil when the task that asks is
  /// cancelled meanwhile.
  package func quickDiagnosticsUnlessCancelled() -> [AnalysisDiagnostic]? { quickDiagnostics { Task.isCancelled } }

  private func diagnostics(isGivenUp: () -> Bool) -> [AnalysisDiagnostic]? {
    cachedDiagnostics.value {
      if text.isMadeFromCatalog { return [] }
      guard let quick = quickDiagnostics(isGivenUp: isGivenUp),
        let typed = diagnostics(of: RuleList.typed, isGivenUp: isGivenUp)
      else { return nil }
      return Self.sorted(quick + typed)
    }
  }

  private func quickDiagnostics(isGivenUp: () -> Bool) -> [AnalysisDiagnostic]? {
    cachedQuickDiagnostics.value {
      if text.isMadeFromCatalog { return [] }
      return diagnostics(of: RuleList.quick, isGivenUp: isGivenUp).map { Self.sorted(syntaxDiagnostics() + $0) }
    }
  }

  private static func sorted(_ diagnostics: [AnalysisDiagnostic]) -> [AnalysisDiagnostic] {
    diagnostics.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.code) < ($1.range.lowerBound, $1.range.upperBound, $1.code)
    }
  }
}
