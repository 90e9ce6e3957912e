package import LuaSyntax

/// Which modules a file asks for.
package enum RequiredModules {
  /// The names given to `require` as plain strings, each once, in order.
  package static func names(in file: SourceFile) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    let tokens = file.tokens
    for index in tokens.indices where isRequire(tokens[index], in: file) {
      var next = index + 1
      if next < tokens.count, tokens[next].kind == .leftParenthesis { next += 1 }
      guard next < tokens.count, tokens[next].kind == .string, tokens[next].range.count >= 2 else { continue }
      let range = tokens[next].range
      let name = file.text(range.lowerBound + 1..<range.upperBound - 1)
      if seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// The names that a text may require: those that stand in quotes behind the word, be it in a comment.
  ///
  /// They are found without reading the text as Lua, which takes longer.
  package static func possibleNames(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = word.count
      while index < bytes.count {
        defer { index += 1 }
        // The rarest of its letters is looked at first.
        guard bytes[index - 5] == word[2], isWord(before: index, in: bytes) else { continue }
        var start = index
        while start < bytes.count, bytes[start] == UInt8(ascii: "(") || isSpace(bytes[start]) { start += 1 }
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") else {
          continue
        }
        let rest = bytes[(start + 1)...].prefix(longestName)
        guard let end = rest.firstIndex(where: { $0 == bytes[start] || $0 < 32 }), bytes[end] == bytes[start] else {
          continue
        }
        names.insert(String(decoding: bytes[start + 1..<end], as: UTF8.self))
      }
    }
    return names
  }

  /// No path is longer.
  private static let longestName = 4096

  private static func isWord(before end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (offset, byte) in word.enumerated() where bytes[end - word.count + offset] != byte { return false }
    return true
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  /// The files that a module may be, relative to the folder that modules are searched in, the first that exists being it.
  ///
  /// There are none for names that could leave that folder.
  package static func paths(of name: String) -> [String] {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && !$0.contains("/") && !$0.utf8.contains(0) }) else {
      return []
    }
    let path = parts.joined(separator: "/")
    return ["\(path).lua", "\(path)/init.lua"]
  }

  /// The name by which `require` finds a file at a path relative to the folder that modules are searched in.
  package static func name(ofPath path: String) -> String? {
    guard path.hasSuffix(".lua") else { return nil }
    var stem = path.dropLast(".lua".count)
    if stem.hasSuffix("/init") { stem = stem.dropLast("/init".count) }
    guard !stem.isEmpty, !stem.contains(".") else { return nil }
    return stem.split(separator: "/").joined(separator: ".")
  }

  private static let word = Array("require".utf8)

  private static func isRequire(_ token: Token, in file: SourceFile) -> Bool {
    guard token.kind == .name, token.range.count == word.count, file.source[token.start] == word[0] else {
      return false
    }
    return file.source[token.range].elementsEqual(word)
  }
}
