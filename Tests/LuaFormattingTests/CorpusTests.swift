import Foundation
import Testing

private let corpusPath = ProcessInfo.processInfo.environment["COFRE_LUA_CORPUS"]

/// Runs over a large corpus of chunks, when one is named: a file of lines `{"ok": true, "hex": "…"}`, unpacked.
@Suite(.enabled(if: corpusPath != nil)) struct CorpusTests {
  private struct Chunk: Decodable {
    var ok: Bool
    var hex: String

    var source: [UInt8] {
      let digits = Array(hex.utf8).map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 0) }
      return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
  }

  @Test func promisesHoldForEveryChunk() throws {
    let lines = try String(contentsOfFile: #require(corpusPath), encoding: .utf8).split(separator: "\n")
    for line in lines {
      let chunk = try JSONDecoder().decode(Chunk.self, from: Data(line.utf8))
      if chunk.ok { checkPromises(chunk.source, skipsShebang: false) }
    }
  }
}
