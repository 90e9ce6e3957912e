import LuaSyntax

/// A rule that a script is held to: a code, its page, and what finds the places that break it.
///
/// A rule is a type without state, in a file of its own, listed in ``RuleList``. What it looks at is said by the protocols
/// below, of which it may have several; the walk over the tree is one for all rules. A rule asks ``RuleContext`` for what is
/// known of the file and reports to it. It must take linear time, and allocate nothing at places where all is well.
protocol DiagnosticRule: Sendable {
  static var page: RulePage { get }
  /// The rule itself where it is one that looks at nodes, at declarations, at the file; nil where it is not.
  ///
  /// The protocols below answer. Asking the runtime instead, for each rule and protocol, takes longer than reading a
  /// file of 10,000 lines.
  static var asNodeRule: (any NodeRule.Type)? { get }
  static var asDeclarationRule: (any DeclarationRule.Type)? { get }
  static var asFileRule: (any FileRule.Type)? { get }
}

extension DiagnosticRule {
  static var asNodeRule: (any NodeRule.Type)? { nil }
  static var asDeclarationRule: (any DeclarationRule.Type)? { nil }
  static var asFileRule: (any FileRule.Type)? { nil }
}

/// A rule that looks at nodes of some kinds, in the order of the text.
protocol NodeRule: DiagnosticRule {
  static var kinds: [NodeKind] { get }
  static func check(_ node: Node, in context: inout RuleContext)
}

extension NodeRule {
  static var asNodeRule: (any NodeRule.Type)? { self }
}

/// A rule that looks at each declared resource.
protocol DeclarationRule: DiagnosticRule {
  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext)
}

extension DeclarationRule {
  static var asDeclarationRule: (any DeclarationRule.Type)? { self }
}

/// A rule that looks at the file as a whole: its variables, its declarations against each other.
protocol FileRule: DiagnosticRule {
  static func checkFile(in context: inout RuleContext)
}

extension FileRule {
  static var asFileRule: (any FileRule.Type)? { self }
}
