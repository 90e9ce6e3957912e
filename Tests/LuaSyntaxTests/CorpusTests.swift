import Foundation
import LuaSyntax
import Testing

/// A small program with Lua's own verdict; `Corpus/generate.lua` writes them.
struct CorpusChunk: Decodable {
  var accepted: Bool
  var source: String
  var message: String

  /// Each character stands for the byte of its number.
  var bytes: [UInt8] { source.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

  static let all: [CorpusChunk] = {
    guard let url = Bundle.module.url(forResource: "chunks", withExtension: "jsonl", subdirectory: "Corpus"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(CorpusChunk.self, from: Data($0.utf8))
    }
  }()
}

@Suite struct CorpusTests {
  @Test func holdsBothVerdictsInNumber() {
    #expect(CorpusChunk.all.count { $0.accepted } > 200)
    #expect(CorpusChunk.all.count { !$0.accepted } > 300)
  }

  @Test func agreesWithLuaOnEveryChunk() {
    for chunk in CorpusChunk.all {
      let file = SourceFile(chunk.bytes, options: SourceFile.Options(skipsShebang: false))
      #expect(
        file.errors.isEmpty == chunk.accepted,
        "\(chunk.source.prefix(200)) | Lua: \(chunk.message) | ours: \(file.errors.map(\.code))")
    }
  }

  @Test func pointsAtTheLineThatLuaNames() {
    // Where several lines may be blamed, Lua names the token that it could not read, and we the place to mend.
    let rejected = CorpusChunk.all.filter { !$0.accepted && !$0.source.contains("\n") && !$0.source.contains("\r") }
    for chunk in rejected {
      let file = SourceFile(chunk.bytes, options: SourceFile.Options(skipsShebang: false))
      #expect(file.errors.allSatisfy { file.lines.luaLine(at: $0.range.lowerBound) == 1 })
    }
  }

  @Test func everyErrorHasWordsAndARangeInTheFile() {
    for chunk in CorpusChunk.all {
      for error in SourceFile(chunk.bytes).errors {
        #expect(error.range.lowerBound >= 0 && error.range.upperBound <= chunk.bytes.count)
        #expect(!error.summary.isEmpty && !error.summary.hasSuffix("."))
        #expect(error.detail.hasSuffix("."), "\(error)")
        #expect(error.hint.map { $0.hasSuffix(".") } ?? true, "\(error)")
      }
    }
  }

  @Test func printsEveryChunkAsItWas() {
    for chunk in CorpusChunk.all { #expect(SourceFile(chunk.bytes).printed() == chunk.bytes) }
  }

  @Test func skipsAFirstLineThatIsForTheShell() {
    #expect(SourceFile("#!/usr/bin/env cofre\nlocal a = 1").errors.isEmpty)
    #expect(!SourceFile("#!/usr/bin/env", options: SourceFile.Options(skipsShebang: false)).errors.isEmpty)
    #expect(!SourceFile("\n#!/usr/bin/env").errors.isEmpty)
  }
}
