package import LuaSyntax

/// The one style of Lua files.
///
/// Two spaces a level; lines of 120 characters where brackets can be opened; double quotes where they change nothing; a
/// space around operators and inside braces; statements on lines of their own, and at most one blank line between them. A
/// bracket stays open where the source has a line break behind it, a table then with a comma behind its last field. What
/// stands on one line with its block stays so while it fits. Tokens keep their order, comments their place, and the ends
/// of lines are those of the file's first one.
///
/// There are no settings. Formatting twice gives what formatting once does, and never changes what a file means.
package enum LuaFormatter {
  /// The edits that bring a file into the style, in order; nil when it has syntax errors, because a guess could do harm.
  package static func edits(_ file: SourceFile) -> [TextEdit]? {
    guard file.errors.isEmpty else { return nil }
    let annotation = Annotation(file)
    var layout = Layout(annotation, Measurements(annotation), from: 0, indent: 0)
    return layout.edits(0..<file.tokens.count)
  }

  /// The bytes of a file in the style; nil when it has syntax errors.
  package static func formatted(_ file: SourceFile) -> [UInt8]? {
    edits(file).map { TextEdit.apply($0, to: file.source) }
  }
}
