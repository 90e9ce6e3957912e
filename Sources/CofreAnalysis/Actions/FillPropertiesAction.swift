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
      let table = checked.properties?.tables[parent]
      guard let start = table?.range.lowerBound ?? declaration.arguments.last?.range.upperBound else { return nil }
      let indent = table.flatMap { fieldIndent(in: $0, context) } ?? "\(context.indent(at: start))  "
      // In the order of the type's reference.
      let fields = declaration.type.properties(at: parent).filter { names.contains(.key($0.name)) }.map { property in
        let value = context.facts.startingValue(
          of: property, at: declaration.call.range.lowerBound, indent: indent, newline: context.newline)
        return "\(property.name) = \(value)"
      }
      if fields.isEmpty { return nil }
      if let table { return filling(table, with: fields, context) }
      guard parent.components.isEmpty, let last = declaration.arguments.last?.range.upperBound else { return nil }
      return Edit(last..<last, ", \(block(fields, indent: context.indent(at: last), context))")
    }
  }

  private static func filling(_ table: TableConstructor, with fields: [String], _ context: ActionContext) -> Edit {
    if table.fields.isEmpty, table.isClosed, !context.hasComments(in: table.range) {
      return Edit(table.range, block(fields, indent: context.indent(at: table.range.lowerBound), context))
    }
    let separator = fieldIndent(in: table, context).map { ",\(context.newline)\($0)" } ?? ", "
    return table.adding(fields.joined(separator: separator), in: context.file)
  }

  /// How the fields of a table are indented; nil where they stand on the line that it begins on.
  private static func fieldIndent(in table: TableConstructor, _ context: ActionContext) -> String? {
    let lines = context.file.lines
    guard let first = table.fields.first?.range.lowerBound,
      lines.line(at: first) != lines.line(at: table.range.lowerBound)
    else { return nil }
    return context.indent(at: first)
  }

  private static func block(_ fields: [String], indent: String, _ context: ActionContext) -> String {
    let newline = context.newline
    return "{\(newline)" + fields.map { "\(indent)  \($0),\(newline)" }.joined() + "\(indent)}"
  }
}
