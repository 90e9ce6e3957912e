/// Options that people write before the command, as in `cofre -C folder up`, put where the parser takes them.
enum LeadingOptions {
  /// The arguments with leading `-C`, `--cwd`, `-s` and `--stack`, and their values, moved behind the command's own.
  static func moved(_ arguments: [String]) -> [String] {
    var rest = arguments[...]
    var leading: [String] = []
    while let option = rest.first {
      if ["-C", "--cwd", "-s", "--stack"].contains(option), rest.count > 1 {
        leading += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if option.hasPrefix("--cwd=") || option.hasPrefix("--stack=") {
        leading.append(option)
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    guard !leading.isEmpty, !rest.isEmpty else { return arguments }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end]) + leading + rest[end...]
  }
}
