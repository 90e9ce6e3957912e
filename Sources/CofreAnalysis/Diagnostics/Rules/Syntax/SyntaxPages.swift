/// The pages of the errors that the parser finds, in three parts: cutting the text, building the tree, Lua's compiler.
enum SyntaxPages {
  static let all: [RulePage] = lexing + parsing + compiling

  static func page(
    _ code: String, _ summary: String, _ explanation: String, wrong: String, right: String, alsoKnownAs: [String] = []
  ) -> RulePage {
    RulePage(
      code, .error, .syntax, summary, explanation: explanation, wrong: wrong, right: right, alsoKnownAs: alsoKnownAs)
  }
}
