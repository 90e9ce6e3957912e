import LuaSyntax

/// Rules that are asked in one walk, as the walk finds them.
struct RuleSet: Sendable {
  let declarationRules: [any DeclarationRule.Type]
  let fileRules: [any FileRule.Type]
  /// By the raw value of the kind of node that they look at.
  let nodeRules: [[any NodeRule.Type]]

  init(_ rules: [any DiagnosticRule.Type]) {
    declarationRules = rules.compactMap { $0 as? any DeclarationRule.Type }
    fileRules = rules.compactMap { $0 as? any FileRule.Type }
    var byKind = Array(repeating: [any NodeRule.Type](), count: 256)
    for case let rule as any NodeRule.Type in rules {
      for kind in rule.kinds { byKind[Int(kind.rawValue)].append(rule) }
    }
    nodeRules = byKind
  }
}
