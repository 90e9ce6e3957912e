import ArgumentParser
import CofreModel

/// What is said when a word stands where a command does and is none.
enum UnknownCommand {
  /// What other tools call commands of Cofre's.
  private static let others: [String: [String]] = [
    "add": ["set"], "apply": ["up"], "cat": ["get"], "create": ["new", "init"], "delete": ["rm", "destroy"],
    "deploy": ["up"], "diff": ["preview"], "down": ["destroy"], "format": ["fmt"], "init": ["new"], "lint": ["check"],
    "list": ["ls"], "new": ["init"], "plan": ["preview"], "print": ["get"], "remove": ["rm", "destroy"],
    "show": ["get", "output"], "unset": ["rm"], "use": ["select"], "validate": ["check"],
  ]

  /// What is wrong when a word is no command; nil when all are, or there is none.
  static func message(_ arguments: [String], of root: any ParsableCommand.Type) -> String? {
    var (group, path) = (root, root.configuration.commandName ?? "")
    let prefix = path.count + 1
    for word in arguments {
      let commands = group.configuration.subcommands
      guard !commands.isEmpty, group.configuration.defaultSubcommand == nil, !word.hasPrefix("-"), word != "help"
      else { return nil }
      if let command = commands.first(where: { $0.configuration.commandName == word }) {
        (group, path) = (command, "\(path) \(word)")
        continue
      }
      let words = path.dropFirst(prefix)
      let full = { (name: String) in words.isEmpty ? name : "\(words) \(name)" }
      let names = commands.filter { $0.configuration.shouldDisplay }.compactMap { $0.configuration.commandName }
      var nearest = nearestNames(to: word, among: names)
      if nearest.isEmpty { nearest = others[word]?.first { names.contains($0) }.map { [$0] } ?? [] }
      let hint = didYouMean(nearest.map(full)).map { " \($0)" } ?? ""
      return """
        There is no command '\(full(word))'.\(hint)
        Usage: \(path) <subcommand>
          See '\(path) --help' for more information.
        """
    }
    return nil
  }
}
