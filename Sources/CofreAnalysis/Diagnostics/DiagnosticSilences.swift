import LuaSyntax

/// The parts of a file for which `---@diagnostic` comments silence codes.
///
/// `disable-line` and `disable-next-line` speak of one line, `disable` of all lines from there on up to an `enable`.
/// Without codes all are meant, and other servers' names for them are understood; syntax errors are never silenced.
struct DiagnosticSilences {
  private struct Silence {
    var lines: ClosedRange<Int>
    /// Empty for all.
    var codes: Set<String>
  }

  private var silences: [Silence] = []

  init(_ comments: [DocumentationComment], in file: SourceFile) {
    let lastLine = file.lines.lineCount
    var open: [(line: Int, codes: Set<String>)] = []
    for comment in comments {
      for annotation in comment.annotations {
        guard case .diagnostic(let content) = annotation.content else { continue }
        let line = file.lines.line(at: annotation.range.lowerBound)
        let codes = RuleList.codes(named: Set(content.codes.map(\.text)))
        switch content.action.text {
        case "disable-line": silences.append(Silence(lines: line...line, codes: codes))
        case "disable-next-line": silences.append(Silence(lines: (line + 1)...(line + 1), codes: codes))
        case "disable": open.append((line, codes))
        case "enable":
          for silence in open where codes.isEmpty || silence.codes == codes {
            silences.append(Silence(lines: silence.line...line, codes: silence.codes))
          }
          open.removeAll { codes.isEmpty || $0.codes == codes }
        default: break
        }
      }
    }
    for silence in open { silences.append(Silence(lines: silence.line...lastLine, codes: silence.codes)) }
  }

  func covers(_ diagnostic: AnalysisDiagnostic, in file: SourceFile) -> Bool {
    guard !silences.isEmpty, SyntaxError.Code(rawValue: diagnostic.code) == nil else { return false }
    let line = file.lines.line(at: diagnostic.range.lowerBound)
    return silences.contains {
      $0.lines.contains(line) && ($0.codes.isEmpty || $0.codes.contains(diagnostic.code))
    }
  }
}
