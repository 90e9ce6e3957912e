import CofreModel
import CofreSchema

/// Things in a user's words, as Markdown.
extension DocumentFacts {
  /// What a value is, in a few words; nil when nothing is known.
  func phrase(of value: ValueKind) -> String? {
    switch value {
    case .unknown: return nil
    case .cofre: return "module cofre"
    case .namespace(let name): return name.contains(".") ? "service \(name)" : "module cofre.\(name)"
    case .constructor(let type): return "constructor of \(type.name)"
    case .handle(let index): return declarations[index].type.name
    case .resource(let type): return type.name
    case .output(let output):
      let kind = output.property.map { " (\($0.kind.phrase))" } ?? ""
      return "\(output.isSensitive ? "sensitive output" : "output")\(kind)"
    case .configuration: return "configuration"
    case .configurationValue(let key): return key.map { "configuration value \($0)" } ?? "configuration value"
    case .library(let name): return "library \(name)"
    case .function(let name): return StandardLibrary.entry(name)?.signature ?? "function"
    case .module(let name): return "module \(name)"
    case .text: return "string"
    case .number: return "number"
    case .boolean: return "boolean"
    case .table: return "table"
    case .closure: return "function"
    }
  }

  func documentation(of type: ResourceType) -> String {
    var text = type.summary
    let required = type.inputs.filter { $0.isRequired && $0.defaultValue == nil }.map { "`\($0.name)`" }
    if !required.isEmpty { text += "\n\nIt needs \(required.joined(separator: ", "))." }
    if let tombstone = type.tombstone { text += "\n\nAfter deletion: \(tombstone)" }
    if !type.documentation.isEmpty { text += "\n\n[\(type.name) in the cloud's reference](\(type.documentation))" }
    return text
  }

  func documentation(of property: Property) -> String {
    var lines: [String] = []
    if let deprecation = property.deprecation { lines.append("**Deprecated.** \(deprecation)") }
    lines.append(property.doc)
    var facts = property.constraints.map { "- \($0.phrase)" }
    if let value = property.defaultValue.flatMap(ValueSnippet.literal) { facts.append("- default `\(value)`") }
    if let reference = property.reference { facts.append("- usually `\(reference.property)` of `\(reference.type)`") }
    if !property.conflictsWith.isEmpty {
      facts.append("- not together with \(property.conflictsWith.map { "`\($0)`" }.joined(separator: ", "))")
    }
    if !property.exactlyOneOf.isEmpty {
      facts.append("- exactly one of \(property.exactlyOneOf.map { "`\($0)`" }.joined(separator: ", "))")
    }
    if property.isSensitive { facts.append("- sensitive: never shown, kept as a digest") }
    if property.isWriteOnly { facts.append("- write-only: the cloud never answers it") }
    if !facts.isEmpty { lines.append(facts.joined(separator: "\n")) }
    return lines.joined(separator: "\n\n")
  }
}
