import CofreAnalysis
import CofreJSON

extension LibraryDescription {
  /// The member `library` of `cofre schema --json`.
  var json: JSON {
    [
      "functions": .array(
        functions.map { function in
          var members: JSONObject = [
            "name": .string(function.name), "parameters": .array(function.parameters.map { .string($0) }),
            "doc": .string(function.documentation),
          ]
          if let result = function.result { members["result"] = .string(result) }
          return .object(members)
        }),
      "configurationMethods": Self.json(configurationMethods),
      "options": Self.json(options),
      "unavailable": Self.json(unavailable),
    ]
  }

  private static func json(_ entries: [Entry]) -> JSON {
    .array(entries.map { ["name": .string($0.name), "doc": .string($0.documentation)] })
  }
}
