import CofreModel
import CofreSchema

extension ResourceType {
  /// The outputs with every leaf boxed that the type or the options call sensitive, or that is sensitive at the same
  /// place of the inputs: what a script marked as sensitive may come back from the cloud as it is.
  func box(outputs: [String: Value], like inputs: [String: Value], options: ResourceOptions) -> [String: Value] {
    var boxed = box(outputs: outputs, additional: options.additionalSecretOutputs)
    for (name, input) in inputs { boxed[name] = boxed[name]?.markedSensitive(like: input) }
    return boxed
  }
}

extension Value {
  /// The value with every leaf boxed that is sensitive, in whatever form, in the pattern.
  fileprivate func markedSensitive(like pattern: Value) -> Value {
    switch (self, pattern) {
    case (.object(let members), .object(let patterns)):
      var result = members
      for (name, pattern) in patterns { result[name] = members[name]?.markedSensitive(like: pattern) }
      return .object(result)
    case (.array(let elements), .array(let patterns)) where elements.count == patterns.count:
      return .array(zip(elements, patterns).map { $0.markedSensitive(like: $1) })
    default:
      return pattern.containsSensitive ? markedSensitive : self
    }
  }
}
