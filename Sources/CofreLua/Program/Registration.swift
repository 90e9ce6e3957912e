import CofreModel
import CofreSchema

/// One resource that the script declared.
struct Registration {
  enum Status {
    case waiting
    /// Returned as a goal.
    case returned
    case resolved
    /// Returned, and could not be made.
    case failed
    /// Something that it needs could not be made.
    case blocked
  }

  let type: ResourceType
  let urn: URN
  let inputs: [String: Template]
  let options: ResourceOptions
  /// The resource of ``ResourceOptions/provider``.
  let provider: ResourceIndex?
  let location: SourceLocation?
  var status = Status.waiting
  /// Resources named by the options that are not resolved yet, and one for the inputs.
  var waiting = 1
  /// Resources whose options name this one.
  var dependents: [ResourceIndex] = []
  /// The outputs that stand for its fields.
  var fields: [String: OutputID] = [:]

  /// What messages call it: `'apiSecret' (aws.secretsmanager.Secret)`.
  var phrase: String { "'\(urn.name)' (\(type.name))" }

  /// Whether the value of a field is to be treated as sensitive.
  func isSensitive(_ field: String) -> Bool {
    type.output(field)?.isSensitive == true || options.additionalSecretOutputs.contains(field)
  }
}
