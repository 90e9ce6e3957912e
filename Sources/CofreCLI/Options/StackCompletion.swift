import ArgumentParser
import CofreProject

extension CompletionKind {
  /// The names of the project's stacks that have a settings file; no state is read, be it near or far.
  static let stacks = CompletionKind.custom { words, _, _ in
    guard let project = try? Project.load(from: folder(in: words)) else { return [] }
    return (try? project.configuredStacks()) ?? []
  }

  /// The folder that the words of an unfinished command name by `-C` or `--cwd`.
  private static func folder(in words: [String]) -> String {
    for (option, value) in zip(words, words.dropFirst()) where ["-C", "--cwd"].contains(option) { return value }
    let prefix = "--cwd="
    return words.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) } ?? "."
  }
}
