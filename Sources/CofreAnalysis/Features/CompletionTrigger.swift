import LuaSyntax

/// The characters behind which editors ask for completion by themselves.
package enum CompletionTrigger {
  /// Those that mean something in code wherever they stand.
  private static let plain: [Character] = [".", ":", "\"", "'", "{", "="]
  /// Those that do so in annotations, and only at certain places of the code.
  private static let quiet: [Character] = ["@", "-", " ", ",", "|", "<"]

  package static let all: [Character] = plain + quiet

  /// Whether code may be completed behind what was typed.
  static func isOfCode(_ trigger: Character?, at offset: Int, in file: SourceFile) -> Bool {
    guard let trigger, quiet.contains(trigger), let index = file.tokenIndex(before: offset) else { return true }
    let token = file.tokens[index]
    switch trigger {
    case " ": return token.end == offset - 1 && [.goto, .assign, .equal, .notEqual].contains(token.kind)
    case "<": return token.end == offset && file.innermostNode(covering: token.range).kind == .attribute
    default: return false
    }
  }
}
