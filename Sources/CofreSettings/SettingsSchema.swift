/// The keys of the settings files, in the order in which one writes them.
package enum SettingsSchema {
  package static func keys(of kind: SettingsFileKind) -> [SettingsKey] {
    switch kind {
    case .project: project
    case .stack: stack
    }
  }

  // MARK: - Cofre.yaml

  package static let name = SettingsKey(
    "name", .text,
    "The name of the project. It is part of every resource's URN and binds what is encrypted, so it stays as it is.",
    isRequired: true)

  package static let main = SettingsKey(
    "main", .text, "The script that declares the stacks, as a path below the project's folder.", default: "stack.lua")

  package static let description = SettingsKey("description", .text, "What the project is for, for people.")

  package static let backend = SettingsKey(
    "backend", .text, "Where the states of the stacks are kept.", default: "local",
    choices: [.init("local", "In files below `.cofre` in the project's folder, which stay out of version control.")])

  package static let sandbox = SettingsKey(
    "sandbox", .boolean, "Whether commands that reach a cloud reach the sandbox on this machine instead.",
    default: "false")

  package static let allow = SettingsKey(
    "allow", .texts, "Codes of diagnostics that are not wanted in this project, such as `unused-local`.")

  package static let project = [name, main, description, backend, sandbox, allow]

  // MARK: - Cofre.<stack>.yaml

  package static let provider = SettingsKey(
    "provider", .text, "What wraps the data key of the stack, so that only who may can open its secrets.",
    isRequired: true,
    choices: [
      .init("keyfile", "A key in a file outside of the project, made when it is first needed."),
      .init("passphrase", "A passphrase that is asked for, or taken from the environment."),
    ])

  package static let key = SettingsKey(
    "key", .text, "The wrapped data key of the stack. It is written by the commands that need it; leave it as it is.",
    isSealed: true)

  package static let secrets = SettingsKey(
    "secrets", .section([provider, key]), "How the encrypted values of the stack are kept.")

  package static let config = SettingsKey(
    "config", .entries,
    "What scripts take by `cofre.config()`: `key: value` lines. A secret stands encrypted, as `key: { secure: … }`, "
      + "which `cofre config set --secret` writes.")

  package static let stack = [secrets, config]

  /// What an encrypted value stands under.
  package static let secure = "secure"
}
