import LuaFormatting
import LuaSyntax
import TestSupport
import Testing

/// Whatever the text: no question about it ends the process, and no answer touches more than white space and separators.
struct FuzzTests {
  private static let words: [String] =
    ("and break do else elseif end false for function goto if in local nil not or repeat return then true until while "
    + "+ - * / // % ^ # & ~ | << >> == ~= <= >= < > = ( ) { } [ ] :: ; : , . .. ... a b c self 1 0x1p4 's' \"t\" \"u "
    + "'v\"' [[l]] [=[ <const> ::l:: f( f{ ( ( { { function() end) }) && ! @ é -- --[[ ]] --c\n ---@type\n").split(
      separator: " "
    ).map(String.init) + ["\n", "\n  ", "\n\n", "\r\n", "\t", " "]

  @Test(arguments: 0..<6) func anyTokensAreSurvived(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let count = Int.random(in: 0...60, using: &random)
      let text = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }.joined(separator: " ")
      let file = SourceFile(text)
      checkPromises(file.source)
      let (one, other) = (Int.random(in: 0...file.source.count, using: &random), file.source.count / 2)
      var result = file.source
      for edit in LuaFormatter.edits(file, in: min(one, other)..<max(one, other)).reversed() {
        result.replaceSubrange(edit.range, with: edit.replacement)
      }
      #expect(Self.essence(result) == Self.essence(file.source), "\(text)")
      for typed in LuaFormatter.typedTriggers {
        guard let edit = LuaFormatter.edit(afterTyping: typed, at: one, in: file) else { continue }
        #expect(file.source[edit.range].allSatisfy { $0 == 32 || $0 == 9 }, "\(text)")
      }
    }
  }

  /// What is left without white space, separators, and the kind of quotes.
  private static func essence(_ bytes: [UInt8]) -> [UInt8] {
    bytes.filter { !" \t\r\n,;'\"".utf8.contains($0) }
  }
}
