import CofreModel
import CofreSchema
import LuaSyntax

/// Adds all properties that a resource must have and has not.
enum FillPropertiesAction: ScriptAction {
  static let kind = ActionKind.quickFix

  static func offers(in context: ActionContext) -> [ActionOffer] {
    guard let index = context.declaration else { return [] }
    let declaration = context.facts.declarations[index]
    let checked = CheckedDeclaration(index, of: context.facts)
    let missing = checked.violations.filter { $0.violation.code == "missing-property" }
    // A single one is added by the fix of its diagnostic.
    guard missing.count > 1 || missing.count == 1 && declaration.properties == nil else { return [] }
    guard declaration.properties != nil || declaration.arguments.count == 1 && declaration.call.arguments.hasParentheses
    else { return [] }
    let diagnostics = context.analysis.diagnostics().filter { diagnostic in
      diagnostic.code == "missing-property" && missing.contains { $0.range == diagnostic.range }
    }
    return [
      ActionOffer("Fill in all required properties", kind, diagnostics: diagnostics) {
        ActionChange(
          edits(for: missing.map(\.violation.path), of: CheckedDeclaration(index, of: context.facts), context))
      }
    ]
  }

  private static func edits(
    for paths: [PropertyPath], of checked: CheckedDeclaration, _ context: ActionContext
  ) -> [Edit] {
    let declaration = checked.declaration
    var parents: [PropertyPath] = []
    for path in paths {
      let parent = PropertyPath(Array(path.components.dropLast()))
      if !parents.contains(parent) { parents.append(parent) }
    }
    return parents.compactMap { parent -> Edit? in
      let names = paths.filter { Array($0.components.dropLast()) == parent.components }.compactMap(\.components.last)
      // In the order of the type's reference.
      let fields = declaration.type.properties(at: parent).filter { names.contains(.key($0.name)) }.map { property in
        "\(property.name) = \(value(for: property, at: declaration.call.range.lowerBound, context))"
      }
      if fields.isEmpty { return nil }
      if let table = checked.properties?.tables[parent] { return filling(table, with: fields, context) }
      guard parent.components.isEmpty, let last = declaration.arguments.last?.range.upperBound else { return nil }
      return Edit(last..<last, ", \(block(fields, indent: context.indent(at: last), context))")
    }
  }

  private static func filling(_ table: TableConstructor, with fields: [String], _ context: ActionContext) -> Edit {
    if table.fields.isEmpty, table.isClosed, !context.hasComments(in: table.range) {
      return Edit(table.range, block(fields, indent: context.indent(at: table.range.lowerBound), context))
    }
    let lines = context.file.lines
    let isOnOneLine =
      table.fields.first.map {
        lines.line(at: $0.range.lowerBound) == lines.line(at: table.range.lowerBound)
      } ?? true
    let separator = isOnOneLine ? ", " : ",\(context.newline)\(context.indent(at: table.fields[0].range.lowerBound))"
    return table.adding(fields.joined(separator: separator), in: context.file)
  }

  private static func block(_ fields: [String], indent: String, _ context: ActionContext) -> String {
    let newline = context.newline
    return "{\(newline)" + fields.map { "\(indent)  \($0),\(newline)" }.joined() + "\(indent)}"
  }

  /// The resource that the property is to refer to, where there is but one; otherwise something to begin with.
  private static func value(for property: Property, at offset: Int, _ context: ActionContext) -> String {
    guard let reference = property.reference else { return property.emptyValue }
    let names = context.facts.visibleBindings(at: offset).compactMap { index -> String? in
      guard case .handle(let other) = context.facts.bindings[index].value,
        context.facts.declarations[other].type.name == reference.type
      else { return nil }
      return "\(context.facts.bindings[index].name).\(reference.property)"
    }
    return names.count == 1 ? names[0] : property.emptyValue
  }
}
