/// What the commands' own reader finds wrong in a settings file.
extension SettingsPages {
  static let reading: [RulePage] = form + settings + configuration

  /// What keeps a file from being read at all.
  private static let form = [
    page(
      "yaml-syntax", "Not well-formed YAML",
      """
      The file is not YAML, or not UTF-8 text, or more than one document: no command can read it. The message is that of \
      the parser, which often sees a mistake only in the line after it.

      Look for a bracket or quote that is not closed, a tab in the indentation, or a value with `: ` or ` #` in it that \
      needs quotes.
      """,
      wrong: "name: shop\nallow: [unused-local\n", right: "name: shop\nallow: [unused-local]\n"),
    page(
      "yaml-duplicate-key", "Key stands twice",
      """
      One mapping has the same key twice, and nobody can tell which of the two counts.

      Take one of them out.
      """,
      wrong: "name: shop\nname: store\n", right: "name: shop\n"),
    page(
      "yaml-key", "Key is not text",
      """
      A key is a list or a mapping. Settings have keys of text.

      Write the key as a word, in quotes where it has signs that mean something in YAML.
      """,
      wrong: "name: shop\n[main, script]: stack.lua\n", right: "name: shop\nmain: stack.lua\n"),
    page(
      "yaml-size", "File too large",
      """
      The file has more than 1 MiB, is nested too deep, or stands for too many values, counting what aliases repeat. A \
      file of settings that somebody wrote has none of these.

      Keep large values in files of their own, and read them where they are needed.
      """),
    page(
      "settings-shape", "Not a mapping",
      """
      The file is a list or a single value, and settings are `key: value` lines.

      Write each setting as a line of its own.
      """,
      wrong: "- name: shop\n", right: "name: shop\n"),
  ]

  /// Settings that are not what they should be.
  private static let settings = [
    page(
      "unknown-setting", "Unknown setting",
      """
      There is no setting of this name, so it would have no effect. It is misspelt, or belongs into the other file: \
      `Cofre.yaml` has what all stacks share, and `Cofre.<stack>.yaml` has what one stack is configured with.

      Correct the name, or take the line out.
      """,
      wrong: "name: shop\nmian: main.lua\n", right: "name: shop\nmain: main.lua\n",
      fix: "Changes the name to the nearest one."),
    page(
      "missing-setting", "Setting missing",
      """
      A setting is not there that the file must have: a project its `name`, and the section `secrets` of a stack its \
      `provider` where it has a `key`.

      Add the line.
      """,
      wrong: "main: stack.lua\n", right: "name: shop\nmain: stack.lua\n"),
    page(
      "setting-kind", "Setting of the wrong kind",
      """
      The value is of another kind than the setting takes: a number where a text is meant, a text where it is true or \
      false, or a single value where it is a list.

      Write it as the message says. Text that looks like something else is put in quotes: `"1.0"`, `"yes"`.
      """,
      wrong: "name: shop\nsandbox: 3\n", right: "name: shop\nsandbox: true\n"),
    page(
      "invalid-name", "Invalid name",
      """
      The name of a project is a part of the names of resources and files, so it has few signs: letters, digits, `-`, `_` \
      and `.`.

      Choose another name. That of a project which is deployed already stays as it is: state knows the stacks by it.
      """,
      wrong: "name: my shop\n", right: "name: my-shop\n"),
    page(
      "invalid-main", "Script outside the project",
      """
      `main` names the script that declares the stacks, as a path below the folder of `Cofre.yaml`; a script reads no \
      file outside of it.

      Move the script into the project, and write its path without a `/` at the beginning and without `..`.
      """,
      wrong: "name: shop\nmain: ../stack.lua\n", right: "name: shop\nmain: stack.lua\n"),
  ]

  /// The configuration of a stack.
  private static let configuration = [
    page(
      "invalid-key", "Invalid key",
      """
      A key of the configuration is a name, or a namespace and a name with `:` between them: those of the project need \
      none, those of a cloud's provider have its name, as in `aws:region`.

      Correct the key; `cofre config set` writes it as it has to be.
      """,
      wrong: "config:\n  aws:region:name: eu-west-1\n", right: "config:\n  aws:region: eu-west-1\n"),
    page(
      "config-duplicate", "Key stands twice",
      """
      Two keys mean the same: one with the project's name before it, and one without. Nobody can tell which of the two \
      values counts.

      Take one of them out.
      """,
      wrong: "config:\n  size: 1\n  shop:size: 2\n", right: "config:\n  size: 1\n"),
    page(
      "config-secure", "Misplaced encrypted value",
      """
      `secure:` marks an encrypted value, which is only read as the single member of a key of the configuration. Within a \
      list or a mapping it would be taken for plain text, and scripts would get the ciphertext.

      Give the encrypted value a key of its own: `cofre config set --secret KEY`.
      """,
      wrong: "config:\n  database:\n    password: { secure: djE6AAAA }\n",
      right: "config:\n  database-password: { secure: djE6AAAA }\n"),
  ]

  private static func page(
    _ code: String, _ summary: String, _ explanation: String, wrong: String = "", right: String = "",
    fix: String? = nil
  ) -> RulePage {
    RulePage(
      code, .error, .settings, summary, explanation: explanation, wrong: wrong, right: right, fix: fix,
      canBeSilenced: false)
  }
}
