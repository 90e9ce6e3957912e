import Foundation
import LuaSyntax
import Testing

private let corpusPath = ProcessInfo.processInfo.environment["COFRE_LUA_CORPUS"]

/// Runs over a large corpus of chunks with Lua's own verdicts, when one is named.
///
/// It is a file of lines `{"ok": true, "hex": "…", "msg": "…"}`, unpacked.
@Suite(.enabled(if: corpusPath != nil)) struct FullCorpusTests {
  private struct Chunk: Decodable {
    var ok: Bool
    var hex: String
    var msg: String

    var source: [UInt8] { bytes(hex) }
    var message: String { String(decoding: bytes(msg), as: UTF8.self) }

    private func bytes(_ hex: String) -> [UInt8] {
      let digits = Array(hex.utf8).map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 0) }
      return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
  }

  @Test func agreesWithLuaOnEveryChunk() throws {
    let lines = try String(contentsOfFile: #require(corpusPath), encoding: .utf8).split(separator: "\n")
    var (accepted, rejected, sameLine, wrong) = (0, 0, 0, 0)
    for line in lines {
      let chunk = try JSONDecoder().decode(Chunk.self, from: Data(line.utf8))
      let file = SourceFile(chunk.source, options: SourceFile.Options(skipsShebang: false))
      if chunk.ok { accepted += 1 } else { rejected += 1 }
      checkInvariants(file)
      useEveryAccessor(of: file)
      if file.errors.isEmpty != chunk.ok {
        wrong += 1
        if wrong < 30 {
          Issue.record(
            "\(String(decoding: chunk.source.prefix(300), as: UTF8.self)) | \(chunk.message) | \(file.errors)")
        }
      } else if !chunk.ok, let first = file.errors.first,
        chunk.message.contains("]:\(file.lines.luaLine(at: first.range.lowerBound)):")
      {
        sameLine += 1
      }
    }
    print("corpus: \(accepted) accepted, \(rejected) rejected, \(wrong) wrong, \(sameLine) on Lua's line")
    #expect(wrong == 0)
  }
}
