import CofreModel
import CofreSchema

/// What to insert as the value of a property, with places to fill in.
enum ValueSnippet {
  /// What the surroundings of a snippet have for its places.
  struct Surroundings {
    /// The outputs of resources that a property may refer to, the nearest first.
    var references: (Property.Reference) -> [String]
    /// What the configuration is called; nil where it is not at hand.
    var configuration: String?
  }

  /// The snippet for a kind of value, with what an object must have.
  static func text(for kind: PropertyKind, _ property: Property?, in surroundings: Surroundings) -> String {
    var builder = Builder(surroundings)
    return builder.value(kind, property, depth: 0)
  }

  /// The name and the required properties of a resource, with one of those of which it needs exactly one.
  static func arguments(of type: ResourceType, in surroundings: Surroundings) -> String {
    var builder = Builder(surroundings)
    let name = builder.place(":name")
    let required = type.inputs.filter { $0.isNeeded || $0.name == type.preferred(of: $0.exactlyOneOf) }
    return "\"\(name)\", \(required.isEmpty ? "{ $0 }" : builder.lines(required, depth: 0))"
  }

  /// Numbers the places of one snippet.
  private struct Builder {
    private var position = 0
    private static let maximumDepth = 4

    private let surroundings: Surroundings

    init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    /// The next place; its default, or its choices, come behind the number.
    mutating func place(_ rest: String = "") -> String {
      position += 1
      return rest.isEmpty ? "$\(position)" : "${\(position)\(rest)}"
    }

    mutating func value(_ kind: PropertyKind, _ property: Property?, depth: Int) -> String {
      if let reference = property?.reference {
        let names = surroundings.references(reference)
        if names.count == 1 { return place(":\(names[0])") }
        return names.isEmpty ? place() : place("|\(names.map(escapedChoice).joined(separator: ","))|")
      }
      switch kind {
      case .string:
        if let property, property.isSensitive {
          // A secret is not written into a script.
          return surroundings.configuration.map { "\($0):require_secret \"\(place())\"" } ?? place()
        }
        if let property, let values = property.offeredChoices {
          return "\"\(place("|\(values.map(escapedChoice).joined(separator: ","))|"))\""
        }
        return "\"\(place(property?.defaultValue?.stringValue.map { ":\(escaped($0))" } ?? ""))\""
      case .integer, .number:
        return place(property?.defaultValue.flatMap(ValueSnippet.literal).map { ":\($0)" } ?? "")
      case .boolean:
        // What is not the default is what one writes it for.
        return place(property?.defaultValue?.boolValue == true ? "|false,true|" : "|true,false|")
      case .array(let element):
        guard case .object = element else { return "{ \(place()) }" }
        return "{ \(value(element, nil, depth: depth)) }"
      case .map: return "{ \(place()) }"
      case .object(let members):
        let required = members.filter(\.isNeeded)
        guard !required.isEmpty, depth < Self.maximumDepth else { return "{ \(place()) }" }
        if required.count == 1, required[0].kind.isScalar {
          return "{ \(required[0].name) = \(value(required[0].kind, required[0], depth: depth)) }"
        }
        return lines(required, depth: depth)
      case .any: return place()
      }
    }

    /// A table with a line for each property.
    mutating func lines(_ properties: [Property], depth: Int) -> String {
      let indent = String(repeating: "\t", count: depth + 1)
      var text = "{\n"
      for property in properties {
        text += "\(indent)\(property.name) = \(value(property.kind, property, depth: depth + 1)),\n"
      }
      return "\(text)\(indent.dropFirst())}"
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

  /// A text as it is written where a snippet may have places.
  static func escaped(_ text: String) -> String { escaped(text, "\\$}") }

  /// A text as it is written among the choices of a place.
  static func escapedChoice(_ text: String) -> String { escaped(text, "\\,|") }

  private static func escaped(_ text: String, _ special: String) -> String {
    guard text.utf8.contains(where: special.utf8.contains) else { return text }
    return String(text.flatMap { special.contains($0) ? ["\\", $0] : [$0] })
  }
}

extension Property {
  /// Whether a script has to give it.
  var isNeeded: Bool { isRequired && defaultValue == nil }

  /// Those of ``choices`` that differ in more than their letters' case, where that does not matter.
  var offeredChoices: [String]? {
    guard let choices, normalization == .caseInsensitive else { return choices }
    var seen: Set<String> = []
    return choices.filter { seen.insert($0.lowercased()).inserted }
  }

  /// The only values it takes; nil when there is no such list.
  var choices: [String]? {
    for case .oneOf(let values) in constraints { return values }
    return nil
  }
}

extension ResourceType {
  /// Which of properties that exclude each other one most likely wants: the one that the examples give.
  func preferred(of group: [String]) -> String? {
    group.first { name in examples.contains { $0.contains(" \(name) = ") } } ?? group.first
  }
}
