/// The pages of what only settings files can have wrong; their examples are such files.
enum SettingsPages {
  static let all = [missingConfiguration, unusedConfiguration] + reading

  static let missingConfiguration = RulePage(
    "missing-config", .warning, .settings, "Configuration missing",
    explanation: """
      The main script, or a module that it requires, takes a value with `config:require` that the stack does not have: \
      a run with this stack would stop there.

      Set the value with `cofre config set`, or take it with `config:get` where the script can do without it.
      """,
    wrong: "config:\n  region: eu-west-1\n", right: "config:\n  region: eu-west-1\n  team: payments\n")

  static let unusedConfiguration = RulePage(
    "unused-config", .hint, .settings, "Configuration that is not read",
    explanation: """
      No script of the project asks for the value. It may be misspelt, or left over. Nothing is said where a script \
      computes the names of keys.

      Correct the name, or remove it with `cofre config rm`.
      """,
    wrong: "config:\n  region: eu-west-1\n  team: payments\n  taem: x\n",
    right: "config:\n  region: eu-west-1\n  team: payments\n")
}
