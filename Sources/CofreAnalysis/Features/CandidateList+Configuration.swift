import CofreSchema

extension CandidateList {
  /// The methods of the configuration, those first that answer what is expected where they are called.
  mutating func addConfigurationMethods(for expectation: Expectation = .anything) {
    var fitting: String?
    if case .value(let expected) = expectation { fitting = Self.suffix(for: expected) }
    for method in ConfigurationMethod.all {
      let rank: Int
      if let fitting {
        // What a property is given has to be there.
        rank = method.name == "require\(fitting)" ? 1 : method.name == "get\(fitting)" ? 2 : 3
      } else {
        rank = method.name.hasSuffix("_secret") ? 1 : 2
      }
      add(
        method.name, .method, rank: rank, detail: "config:\(method.name) \"key\"", documentation: method.documentation,
        snippet: hasArguments ? nil : "\(method.name) \"$1\"")
    }
  }

  /// How the names of the methods end that give such a value; nil where any may.
  private static func suffix(for expected: ExpectedValue) -> String? {
    if expected.property?.isSensitive ?? false { return "_secret" }
    return switch expected.kind {
    case .string: ""
    case .integer: "_integer"
    case .number: "_number"
    case .boolean: "_boolean"
    case .array, .map, .object: "_table"
    case .any: nil
    }
  }
}
