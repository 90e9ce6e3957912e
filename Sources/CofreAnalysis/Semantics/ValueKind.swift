import CofreSchema
import LuaSyntax

/// What an expression is known to hold.
indirect enum ValueKind: Sendable {
  case unknown
  /// The module `cofre`.
  case cofre
  /// A cloud's module or a service in it: `aws`, `aws.secretsmanager`.
  case namespace(String)
  /// What declares resources of a type.
  case constructor(ResourceType)
  /// A resource, by its index in ``DocumentFacts/declarations``.
  case handle(Int)
  /// A resource that another file declares.
  case resource(ResourceType)
  case output(OutputKind)
  /// What `cofre.config()` answers.
  case configuration
  /// A plain value of the configuration.
  case configurationValue(key: String?)
  /// A table of the standard library, or of the module `cofre`.
  case library(String)
  /// A function of the standard library, by its full name.
  case function(String)
  /// A file of the project, by its name for `require`.
  case module(String)
  case text, number, boolean, table, closure

  /// What is known when both may be held.
  func merged(with other: ValueKind) -> ValueKind {
    switch (self, other) {
    case (.handle(let one), .handle(let two)) where one == two: return self
    case (.namespace(let one), .namespace(let two)) where one == two: return self
    case (.output(let one), .output): return .output(OutputKind(isSensitive: one.isSensitive, isOptional: true))
    case (.cofre, .cofre), (.configuration, .configuration), (.text, .text), (.number, .number),
      (.boolean, .boolean), (.table, .table), (.closure, .closure):
      return self
    default: return .unknown
    }
  }
}

/// A value that may not be there yet: a field of a resource, a secret of the configuration, or what is made from those.
struct OutputKind: Sendable {
  /// The type whose field it is, when it is one.
  var type: ResourceType?
  /// The property of the field, when the type says.
  var property: Property?
  /// The property of the same name among the inputs, when the field is both.
  var input: Property?
  /// The names from the resource on, such as `properties.vault_uri`.
  var path = ""
  /// Which declaration it is a field of.
  var declaration: Int?
  var isSensitive = false
  /// Whether there may be nothing in place of an output, so that asking makes sense.
  var isOptional = false
}
