import LuaSyntax

enum DuplicateIndexRule: NodeRule {
  static let page = RulePage(
    "duplicate-index", .warning, .lua, "Key given twice",
    explanation: """
      A table gives the same key twice, and the last value wins without a word. In the properties of a resource one of the
      two values never reaches the cloud.

      Take one of the two away.
      """,
    wrong: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { tags = { team = "vision", team = "speech" } })
      """,
    right: """
      local aws = require "cofre.aws"
      aws.secretsmanager.Secret("apiKey", { tags = { team = "speech" } })
      """)

  static let kinds: [NodeKind] = [.table]

  static func check(_ node: Node, in context: inout RuleContext) {
    // Most tables have few fields: their keys are compared as bytes where they stand.
    var keys: [Range<Int>] = []
    var seen: [ArraySlice<UInt8>: Range<Int>]?
    let source = context.file.source
    for child in node.children {
      guard let key = key(of: child, context.file) else { continue }
      let bytes = source[key]
      let first: Range<Int>?
      if seen == nil, keys.count < 12 {
        first = keys.first { source[$0] == bytes }
      } else {
        if seen == nil {
          seen = Dictionary(keys.map { (source[$0], $0) }, uniquingKeysWith: { first, _ in first })
        }
        first = seen?[bytes]
        if first == nil { seen?[bytes] = key }
      }
      keys.append(key)
      guard let first else { continue }
      let other = AnalysisDiagnostic.Related(location: LocationItem(range: first), message: "It is first given here.")
      context.report(
        page, at: key, "The table gives '\(context.file.text(key))' twice, and the last value wins.",
        hint: "Take one of the two away.", related: [other])
    }
  }

  /// The bytes of a key that is a name, or a quoted text without escapes.
  private static func key(of field: Node, _ file: SourceFile) -> Range<Int>? {
    switch field.kind {
    case .namedField:
      guard let name = field.firstChild, !name.isEmpty else { return nil }
      return name.range
    case .indexedField:
      guard let node = field.firstChild, let literal = StringLiteral(node), !literal.isLong else { return nil }
      let range = literal.contentRange
      return file.source[range].contains(UInt8(ascii: "\\")) ? nil : range
    default: return nil
    }
  }
}
