import LuaSyntax

/// What is still being written: of that, rules do not say that something is missing or that a text is wrong.
///
/// The error of syntax says already that it goes on, and each key would bring and take away another message.
struct UnfinishedCode {
  private let file: SourceFile
  /// Where texts begin that are not closed.
  private let texts: Set<Int>
  /// The expressions that stand where a statement should.
  private let lonely: Set<Range<Int>>

  init(_ file: SourceFile) {
    self.file = file
    texts = Set(file.errors.filter { $0.code == .unfinishedString }.map(\.range.lowerBound))
    lonely = Set(file.errors.filter { $0.code == .expressionStatement }.map(\.range))
  }

  /// Whether a rule speaks too early.
  func explains(_ diagnostic: AnalysisDiagnostic) -> Bool {
    if file.errors.isEmpty { return false }
    switch diagnostic.code {
    case MissingPropertyRule.page.code, ExactlyOnePropertyRule.page.code:
      return isCallOpen(at: diagnostic.range)
    case WrongNameRule.page.code, WrongExportRule.page.code:
      return texts.contains(diagnostic.range.lowerBound) || isCallOpen(at: diagnostic.range)
    case OutOfRangeRule.page.code, UnknownModuleRule.page.code, UnsetConfigRule.page.code:
      return texts.contains(diagnostic.range.lowerBound)
    case UndefinedGlobalRule.page.code:
      return diagnostic.fixes.isEmpty && lonely.contains(diagnostic.range)
    default: return false
    }
  }

  /// Whether the call that a place is in, or names the function of, is not closed.
  private func isCallOpen(at range: Range<Int>) -> Bool {
    for node in file.innermostNode(covering: range).ancestors {
      guard let call = CallExpression(node) else { continue }
      let list = call.arguments.node
      return call.arguments.hasParentheses && file.tokens[list.tokenRange.upperBound - 1].kind != .rightParenthesis
    }
    return false
  }
}
