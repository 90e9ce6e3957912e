import LuaSyntax

/// Rules that are asked in one walk, as the walk finds them.
struct RuleSet: Sendable {
  let declarationRules: [any DeclarationRule.Type]
  let fileRules: [any FileRule.Type]
  /// By the raw value of the kind of node that they look at.
  let nodeRules: [[any NodeRule.Type]]

  init(_ rules: [any DiagnosticRule.Type]) {
    declarationRules = rules.compactMap { $0.asDeclarationRule }
    fileRules = rules.compactMap { $0.asFileRule }
    var byKind = Array(repeating: [any NodeRule.Type](), count: 256)
    for rule in rules.compactMap({ $0.asNodeRule }) {
      for kind in rule.kinds { byKind[Int(kind.rawValue)].append(rule) }
    }
    nodeRules = byKind
  }
}
