/// A method of the stack's configuration: `config:require_secret "key"`.
struct ConfigurationMethod: Sendable {
  var name: String
  var documentation: String

  static func named(_ name: String) -> ConfigurationMethod? { all.first { $0.name == name } }

  static let all: [ConfigurationMethod] = [
    ConfigurationMethod(name: "get", documentation: "The value of a key as text, or nil when it is not set."),
    ConfigurationMethod(name: "get_boolean", documentation: "The value of a key as true or false, or nil."),
    ConfigurationMethod(name: "get_integer", documentation: "The value of a key as a whole number, or nil."),
    ConfigurationMethod(name: "get_number", documentation: "The value of a key as a number, or nil."),
    ConfigurationMethod(name: "get_secret", documentation: "The value of a key as a sensitive output, or nil."),
    ConfigurationMethod(name: "get_table", documentation: "The value of a key as a table, or nil."),
    ConfigurationMethod(
      name: "require", documentation: "The value of a key as text; the run stops when it is not set."),
    ConfigurationMethod(
      name: "require_boolean",
      documentation: "The value of a key as true or false; the run stops when it is not set."),
    ConfigurationMethod(
      name: "require_integer",
      documentation: "The value of a key as a whole number; the run stops when it is not set."),
    ConfigurationMethod(
      name: "require_number", documentation: "The value of a key as a number; the run stops when it is not set."),
    ConfigurationMethod(
      name: "require_secret",
      documentation: "The value of a key as a sensitive output; the run stops when it is not set."),
    ConfigurationMethod(
      name: "require_table", documentation: "The value of a key as a table; the run stops when it is not set."),
  ]
}
