import CofreSchema
import LuaSyntax

/// What stands behind a dot or colon of what Cofre knows.
extension CandidateList {
  mutating func addMembers(of object: ValueKind, isMethod: Bool) {
    switch object {
    case .cofre: if !isMethod { addCofreMembers() }
    case .namespace(let prefix): if !isMethod { addCatalogMembers(of: prefix) }
    case .library(let table): if !isMethod { addLibrary(table) }
    case .handle(let index): if !isMethod { addOutputs(of: facts.declarations[index].type) }
    case .resource(let type): if !isMethod { addOutputs(of: type) }
    case .output(let output): isMethod ? addOutputMethods() : addOutputFields(output)
    case .configuration: if isMethod { addConfigurationMethods() }
    case .module(let name):
      for field in facts.fields(ofModule: name) where isMethod == field.isMethod || !isMethod {
        add(
          field.name, field.isFunction ? .function : .field, rank: 2, detail: name,
          snippet: field.isFunction && !hasArguments ? "\(field.name)($1)" : nil)
      }
    case .text, .configurationValue: if isMethod { addLibrary("string", isColonCall: true) }
    default: break
    }
  }

  private mutating func addLibrary(_ table: String, isColonCall: Bool = false) {
    for entry in StandardLibrary.tables[table] ?? [] {
      // A colon passes what is before it as the first argument: what takes no text cannot be called so.
      if isColonCall, entry.parameters.first != "text", entry.name != "string.format" { continue }
      add(
        entry.shortName, isColonCall ? .method : entry.isFunction ? .function : .constant, rank: 2,
        detail: entry.signature, documentation: entry.documentation,
        snippet: callSnippet(of: entry, isColonCall: isColonCall))
    }
  }

  private mutating func addCofreMembers() {
    addLibrary("cofre")
    add("log", .module, rank: 2, detail: "messages to whoever runs the script")
    addCatalogMembers(of: "cofre")
  }

  private mutating func addCatalogMembers(of prefix: String) {
    let surroundings = surroundings
    for name in facts.workspace.catalog.members(prefix) {
      guard let type = facts.workspace.catalog.resourceType("\(prefix).\(name)") else {
        add(name, .service, rank: 2, detail: "\(prefix).\(name)")
        continue
      }
      add(
        // Few scripts declare how a cloud is reached, and those do so once.
        name, .resourceType, rank: type.isProvider ? 3 : 1, detail: type.name,
        documentation: facts.documentation(of: type), snippet: snippet(for: type, in: surroundings))
    }
  }

  /// A whole declaration with its required properties, or only the name where a call is there already.
  private func snippet(for type: ResourceType, in surroundings: ValueSnippet.Surroundings) -> String? {
    if hasArguments { return nil }
    return "\(type.name.split(separator: ".").last ?? "")(\(ValueSnippet.arguments(of: type, in: surroundings)))"
  }

  private mutating func addOutputs(of type: ResourceType) {
    add("id", .output, rank: 1, detail: "a string", documentation: type.idFormat)
    for property in type.outputs { addOutput(property, rank: 2) }
    for property in type.inputs { addOutput(property, rank: 3) }
    add("urn", .output, rank: 4, detail: "a string", documentation: "The name of the resource in the stack.")
  }

  private mutating func addOutputFields(_ output: OutputKind) {
    for property in output.property?.objectMembers ?? [] { addOutput(property, rank: 2) }
    for property in output.input?.objectMembers ?? [] { addOutput(property, rank: 3) }
  }

  private mutating func addOutput(_ property: Property, rank: Int) {
    add(
      property.name, .output, rank: rank, detail: property.isSensitive ? "sensitive" : property.kind.phrase,
      documentation: property.doc, isDeprecated: property.deprecation != nil)
  }

  private mutating func addOutputMethods() {
    add(
      "apply", .method, rank: 1, detail: "output:apply(function) → output",
      documentation: "What a function makes of the value, once it is known, as another output.",
      snippet: hasArguments ? nil : "apply(function(${1:value})\n\t$0\nend)")
    addLibrary("string", isColonCall: true)
  }
}
