/// The words that some annotations take at a certain place.
enum AnnotationWord: Equatable {
  case visibility, classKind, enumKey, metamethod

  var words: [(word: String, documentation: String)] {
    switch self {
    case .visibility:
      [
        ("private", "Only the methods of the class see the field."),
        ("protected", "Only the methods of the class and of its subclasses see the field."),
        ("package", "Only the file that declares the field sees it."),
        ("public", "Everybody sees the field, as when nothing is said."),
      ]
    case .classKind:
      [
        ("exact", "The class has the fields that its annotations declare, and no others."),
        ("partial", "Adds to a class that is declared elsewhere."),
      ]
    case .enumKey: [("key", "The type is that of the table's keys, not of its values.")]
    case .metamethod:
      [
        ("add", "`a + b`"), ("sub", "`a - b`"), ("mul", "`a * b`"), ("div", "`a / b`"), ("mod", "`a % b`"),
        ("pow", "`a ^ b`"), ("unm", "`-a`"), ("idiv", "`a // b`"), ("band", "`a & b`"), ("bor", "`a | b`"),
        ("bxor", "`a ~ b`"), ("bnot", "`~a`"), ("shl", "`a << b`"), ("shr", "`a >> b`"), ("concat", "`a .. b`"),
        ("len", "`#a`"), ("eq", "`a == b`"), ("lt", "`a < b`"), ("le", "`a <= b`"), ("call", "`a(b)`"),
      ]
    }
  }

  /// What `---@diagnostic` can do.
  static let diagnosticActions: [(word: String, documentation: String)] = [
    ("disable-next-line", "Silences codes on the next line."),
    ("disable-line", "Silences codes on this line."),
    ("disable", "Silences codes from this line on, up to an `enable`."),
    ("enable", "Ends what a `disable` has begun."),
  ]
}
