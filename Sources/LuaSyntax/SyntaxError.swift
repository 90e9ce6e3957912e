/// Why Lua would refuse to load a file: a stable code, the bytes to point at, and words for the user.
///
/// The words follow the house's pattern for diagnostics: the summary is short and constant, the detail names things and
/// says why, the hint says what to do next.
package struct SyntaxError: Error, Sendable, Equatable {
  /// A second place that explains the first, such as the bracket that was never closed.
  package struct Related: Sendable, Equatable {
    package var range: Range<Int>
    package var message: String
  }

  package var code: Code
  /// Byte offsets into the file; may be empty where something is missing at the end of it.
  package var range: Range<Int>
  package var summary: String
  package var detail: String
  package var hint: String?
  package var related: Related?

  init(
    _ code: Code, _ range: Range<Int>, _ summary: String, _ detail: String, hint: String? = nil,
    related: Related? = nil
  ) {
    self.code = code
    self.range = range
    self.summary = summary
    self.detail = detail
    self.hint = hint
    self.related = related
  }
}

extension SyntaxError {
  /// The stable names of all syntax errors, kebab-case as in reports and settings.
  package enum Code: String, Sendable, CaseIterable {
    // Found while cutting tokens.
    case foreignOperator = "foreign-operator"
    case invalidCharacter = "invalid-character"
    case invalidEscape = "invalid-escape"
    case invalidLongBracket = "invalid-long-bracket"
    case malformedNumber = "malformed-number"
    case unfinishedComment = "unfinished-comment"
    case unfinishedLongString = "unfinished-long-string"
    case unfinishedString = "unfinished-string"

    // Found while building the tree.
    case expressionStatement = "expression-statement"
    case fileTooLarge = "file-too-large"
    case invalidAssignmentTarget = "invalid-assignment-target"
    case missingArguments = "missing-arguments"
    case missingEnd = "missing-end"
    case missingExpression = "missing-expression"
    case missingName = "missing-name"
    case missingSeparator = "missing-separator"
    case missingToken = "missing-token"
    case nestingTooDeep = "nesting-too-deep"
    case statementAfterReturn = "statement-after-return"
    case unclosedBracket = "unclosed-bracket"
    case unexpectedToken = "unexpected-token"

    // Rules of the compiler, checked on the finished tree.
    case breakOutsideLoop = "break-outside-loop"
    case constantAssignment = "constant-assignment"
    case duplicateLabel = "duplicate-label"
    case jumpIntoScope = "jump-into-scope"
    case multipleClose = "multiple-close"
    case tooManyLocals = "too-many-locals"
    case tooManyRegisters = "too-many-registers"
    case tooManyUpvalues = "too-many-upvalues"
    case undefinedLabel = "undefined-label"
    case unknownAttribute = "unknown-attribute"
    case varargOutsideFunction = "vararg-outside-function"
  }
}
