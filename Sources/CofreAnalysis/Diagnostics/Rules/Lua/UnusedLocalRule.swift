import LuaSyntax

enum UnusedLocalRule: FileRule {
  static let page = RulePage(
    "unused-local", .hint, .lua, "Unused variable",
    explanation: """
      Nothing reads the variable. It may be what is left of an earlier version of the script, or its use was forgotten or
      misspelt.

      Take the variable away, or begin its name with an underscore to say that it is not used on purpose. A variable that
      holds a resource is not reported, as declaring the resource is its work; nor is one marked `<close>`.
      """,
    wrong: """
      local retries = 3
      print("done")
      """,
    right: """
      local retries = 3
      print("done", retries)
      """,
    fix: "Begins the name with an underscore, or takes an unused `require` away.")

  static func checkFile(in context: inout RuleContext) {
    for binding in context.facts.bindings where binding.kind == .local && binding.isUnused {
      context.report(
        page, at: binding.nameRange, binding.unusedDetail, hint: Binding.unusedHint,
        fixes: removalOfRequire(binding, in: context).map { [$0] } ?? binding.unusedFixes, tags: [.unnecessary])
    }
  }

  /// Takes a `require` away that is of no use: that of one of Cofre's own modules or of a library, which do nothing when
  /// they are required.
  private static func removalOfRequire(_ binding: Binding, in context: RuleContext) -> AnalysisDiagnostic.Fix? {
    guard binding.uses.isEmpty, let statement = LocalStatement(binding.declaration), statement.names.count == 1,
      statement.values.count == 1, case .call(let call)? = binding.valueExpression,
      case .function("require") = context.facts.value(of: call.callee),
      case .string(let literal)? = call.arguments.expressions.first
    else { return nil }
    let name = String(decoding: literal.value, as: UTF8.self)
    guard StandardLibrary.isOwnModule(name, context.facts.workspace) else { return nil }
    return AnalysisDiagnostic.Fix(
      title: "Remove the unused require",
      edits: [Edit(context.file.lineRange(around: statement.node.range), "")])
  }
}

extension SourceFile {
  /// The range with its line's end, when nothing else stands on the line; otherwise the range itself.
  fileprivate func lineRange(around range: Range<Int>) -> Range<Int> {
    let (newline, space, tab) = (UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "\t"))
    var start = range.lowerBound
    while start > 0, source[start - 1] == space || source[start - 1] == tab { start -= 1 }
    guard start == 0 || source[start - 1] == newline else { return range }
    var end = range.upperBound
    while end < source.count, source[end] == space || source[end] == tab || source[end] == 13 { end += 1 }
    guard end < source.count else { return start..<end }
    return source[end] == newline ? start..<end + 1 : range
  }
}

extension Binding {
  /// Whether nothing reads it, and nobody has said that this is meant.
  var isUnused: Bool {
    guard !isRead, !nameRange.isEmpty, attribute != "close", !name.hasPrefix("_") else { return false }
    // A declaration does its work whether or not the handle is used.
    if case .handle = value { return false }
    return true
  }

  var unusedDetail: String { "Nothing reads '\(name)'\(uses.isEmpty ? "" : ", though it is assigned")." }

  static let unusedHint = "Take it away, or begin its name with an underscore."

  var unusedFixes: [AnalysisDiagnostic.Fix] {
    guard uses.isEmpty else { return [] }
    return [AnalysisDiagnostic.Fix(title: "Rename to '_\(name)'", edits: [Edit(nameRange, "_\(name)")])]
  }
}
