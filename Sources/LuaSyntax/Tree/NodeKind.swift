/// What a node of the tree is, with its children in order.
///
/// A child that the grammar asks for is always there, so that children can be found by position: where the text lacks
/// it, an empty node of kind ``missing``, ``block``, ``argumentList`` … stands in. `?` may be absent, `*` and `+` repeat.
@usableFromInline package enum NodeKind: UInt8, Sendable {
  /// block
  case chunk
  /// statement*
  case block

  // Statements

  /// localName+ expressionList?
  case localStatement
  /// localName functionBody
  case localFunction
  /// (name | member) functionBody
  case functionStatement
  /// expressionList expressionList
  case assignment
  /// (call | methodCall)
  case callStatement
  /// block
  case doStatement
  /// expression block
  case whileStatement
  /// block expression
  case repeatStatement
  /// ifClause+ elseClause?
  case ifStatement
  /// localName expression expression expression? block
  case numericFor
  /// localName+ expressionList block
  case genericFor
  /// expressionList?
  case returnStatement
  case breakStatement
  /// labelName
  case gotoStatement
  /// labelName
  case labelStatement
  /// A lone semicolon.
  case emptyStatement
  /// expression?: an expression that is no statement, or tokens that were skipped.
  case errorStatement

  // Expressions

  /// Stands where an expression should; empty.
  case missing
  /// A variable.
  case name
  case `nil`, `true`, `false`, number, string, vararg
  /// functionBody
  case functionExpression
  /// expression
  case parenthesized
  /// (positionalField | namedField | indexedField)*
  case table
  /// expression; the operator is the first token.
  case unary
  /// expression expression; the operator is the token before the second.
  case binary
  /// expression fieldName: `a.b`, and `a:b` in the name of a function statement.
  case member
  /// expression expression: `a[b]`.
  case index
  /// expression argumentList
  case call
  /// expression fieldName argumentList
  case methodCall

  // Parts

  /// attribute?
  case localName
  /// `<const>` or `<close>`.
  case attribute
  /// The name after a dot or colon, or before `=` in a table.
  case fieldName
  case labelName
  /// parameter* varargParameter?
  case parameterList
  case parameter, varargParameter
  /// parameterList block; from the opening parenthesis to `end`.
  case functionBody
  /// expression*; in parentheses, or one string or table without.
  case argumentList
  /// expression+
  case expressionList
  /// expression
  case positionalField
  /// fieldName expression
  case namedField
  /// expression expression: `[a] = b`.
  case indexedField
  /// expression block: `if` and each `elseif`.
  case ifClause
  /// block
  case elseClause
}

extension NodeKind {
  package var isStatement: Bool {
    rawValue >= NodeKind.localStatement.rawValue && rawValue <= NodeKind.errorStatement.rawValue
  }

  package var isExpression: Bool {
    rawValue >= NodeKind.missing.rawValue && rawValue <= NodeKind.methodCall.rawValue
  }

  package var isLoop: Bool {
    switch self {
    case .whileStatement, .repeatStatement, .numericFor, .genericFor: true
    default: false
    }
  }

  package var isTableField: Bool {
    switch self {
    case .positionalField, .namedField, .indexedField: true
    default: false
    }
  }
}
