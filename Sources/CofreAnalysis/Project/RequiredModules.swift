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
