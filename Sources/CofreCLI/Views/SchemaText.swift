import CofreSchema

/// A resource type as people read it.
struct SchemaText {
  var style: Style

  func text(_ type: ResourceType) -> String {
    var lines = [style.bold(type.name), type.summary]
    if !type.documentation.isEmpty { lines.append(style.dim(type.documentation)) }
    lines += ["", style.bold("Properties")]
    for property in type.inputs { lines += text(property, indent: "  ") }
    lines += ["", style.bold("Outputs"), "  id  \(type.idFormat)"]
    for property in type.outputs { lines += text(property, indent: "  ") }
    if let tombstone = type.tombstone { lines += ["", style.bold("When it is deleted"), "  \(tombstone)"] }
    for example in type.examples {
      lines +=
        ["", style.bold("Example")] + example.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private func text(_ property: Property, indent: String) -> [String] {
    var facts = [property.kind.phrase]
    if property.isRequired { facts.append("required") }
    if property.isCreateOnly { facts.append("a change replaces") }
    if property.isSensitive { facts.append("sensitive") }
    if property.isWriteOnly { facts.append("write-only") }
    facts += property.constraints.map(\.phrase)
    if let value = property.defaultValue {
      facts.append("default \(ValueText(showsSecrets: false).text(value))")
    }
    if let deprecation = property.deprecation { facts.append("deprecated: \(deprecation)") }
    var lines = [
      "\(indent)\(style.bold(property.name))  \(style.dim(facts.joined(separator: "; ")))",
      "\(indent)    \(property.doc)",
    ]
    for child in property.kind.members { lines += text(child, indent: indent + "    ") }
    return lines
  }
}
