import CofreModel
import CofreSchema

/// What the rest of a script may see of a resource: inputs and outputs as one.
enum OutputPreview {
  /// The outputs of a resource that is yet to be made: what the inputs say, the rest unknown.
  static func ofCreate(_ type: ResourceType, inputs: [String: Value]) -> [String: Value] {
    var outputs = unknownMembers(type.outputs, given: inputs)
    for (name, value) in inputs where outputs[name] == nil { outputs[name] = value }
    outputs["id"] = .unknown
    return outputs
  }

  /// The outputs of a resource that is to be updated: what is recorded, the new inputs over it, volatile ones unknown.
  static func ofUpdate(
    _ type: ResourceType, inputs: [String: Value], recorded: [String: Value]
  ) -> [String: Value] {
    var outputs = recorded
    for property in type.outputs where property.isVolatile {
      outputs[property.name] = .unknown(isSensitive: property.isSensitive)
    }
    return merge(outputs, over: inputs, preferring: .inputs)
  }

  enum Preference { case inputs, outputs }

  /// Outputs and inputs as one; of a scalar in both, the preferred one.
  static func merge(
    _ outputs: [String: Value], over inputs: [String: Value], preferring preference: Preference
  ) -> [String: Value] {
    outputs.merging(inputs) { output, input in
      if case .object(let outputMembers) = output, case .object(let inputMembers) = input {
        return .object(merge(outputMembers, over: inputMembers, preferring: preference))
      }
      return preference == .inputs || output.containsSensitiveForm ? input : output
    }
  }

  private static func unknownMembers(_ properties: [Property], given: [String: Value]) -> [String: Value] {
    var members: [String: Value] = [:]
    for property in properties {
      if case .object(let children) = property.kind, case .object(let inputs)? = given[property.name] {
        members[property.name] = .object(
          inputs.merging(unknownMembers(children, given: inputs)) { input, unknown in
            unknown.isUnknown ? input : unknown
          })
      } else {
        members[property.name] = given[property.name] ?? .unknown(isSensitive: property.isSensitive)
      }
    }
    return members
  }
}

extension Value {
  /// Whether the value stands for one that state cannot give back.
  fileprivate var containsSensitiveForm: Bool {
    contains { leaf in
      if case .digest = leaf { return true }
      return false
    }
  }
}
