import CofreModel
import CofreSchema

/// What to insert as the value of a property, with places to fill in.
enum ValueSnippet {
  /// The snippet for a kind of value, its first place having the given number.
  static func text(for kind: PropertyKind, _ property: Property?, position: Int = 1) -> String {
    if let property, property.reference != nil { return "$\(position)" }
    switch kind {
    case .string:
      if let property, property.isSensitive { return "$\(position)" }
      if let property, let values = property.choices {
        return "\"${\(position)|\(values.map(escapedChoice).joined(separator: ","))|}\""
      }
      return "\"${\(position)\(property?.defaultValue?.stringValue.map { ":\(escaped($0))" } ?? "")}\""
    case .integer, .number:
      return "${\(position)\(property?.defaultValue.flatMap(ValueSnippet.literal).map { ":\($0)" } ?? "")}"
    case .boolean:
      // What is not the default is what one writes it for.
      return property?.defaultValue?.boolValue == true ? "${\(position)|false,true|}" : "${\(position)|true,false|}"
    case .array(let element):
      if case .object = element { return "{ { $\(position) } }" }
      return "{ $\(position) }"
    case .map, .object: return "{ $\(position) }"
    case .any: return "$\(position)"
    }
  }

  /// A plain value as Lua writes it; nil for one that has no literal.
  static func literal(_ value: Value) -> String? {
    switch value {
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .number(let number): return String(number)
    case .string(let text): return quoted(text)
    case .array(let elements) where elements.isEmpty: return "{}"
    case .object(let members) where members.isEmpty: return "{}"
    default: return nil
    }
  }

  /// A text between double quotes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("$", with: "\\$").replacing("}", with: "\\}")
  }

  private static func escapedChoice(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(",", with: "\\,").replacing("|", with: "\\|")
  }
}

extension Property {
  /// The only values it takes; nil when there is no such list.
  var choices: [String]? {
    for case .oneOf(let values) in constraints { return values }
    return nil
  }
}
