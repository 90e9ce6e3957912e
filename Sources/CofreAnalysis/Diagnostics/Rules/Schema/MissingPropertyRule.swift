import CofreModel
import CofreSchema
import LuaSyntax

enum MissingPropertyRule: DeclarationRule {
  static let page = RulePage(
    "missing-property", .error, .schema, "Missing required property",
    explanation: """
      The cloud cannot make the object without this property, and there is no default for it. A run would stop at the
      declaration, before any call.

      Add the property. The reference page of the type says what it takes.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      gcp.kms.KeyRing("ring", {})
      """,
    right: """
      local gcp = require "cofre.gcp"
      gcp.kms.KeyRing("ring", { location = "global" })
      """,
    fix: "Adds the property: with the resource that it refers to, when one is in sight, or with an empty value.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    context.report(page, of: checked) { placed, context in
      let path = placed.violation.path
      guard let table = checked.table(around: path), case .key(let name)? = path.components.last,
        let property = checked.siblings(of: path).first(where: { $0.name == name })
      else { return [] }
      return [table.fix(adding: property, in: context)]
    }
  }
}

extension TableConstructor {
  /// What adds a property, with the resource that it is to refer to or with an empty value.
  func fix(adding property: Property, in context: RuleContext) -> AnalysisDiagnostic.Fix {
    let value = context.facts.referenceInSight(for: property, at: range.lowerBound)
    return AnalysisDiagnostic.Fix(
      title: "Add '\(property.name)'",
      edits: [adding("\(property.name) = \(value ?? property.emptyValue)", in: context.file)], isIncomplete: true)
  }

  /// The edit that adds a field at the beginning.
  func adding(_ text: String, in file: SourceFile) -> Edit {
    let place = range.lowerBound + 1
    guard let first = fields.first else { return Edit(place..<place, " \(text) ") }
    let lines = file.lines
    if lines.line(at: first.range.lowerBound) == lines.line(at: place) { return Edit(place..<place, " \(text),") }
    let line = lines.range(ofLine: lines.line(at: first.range.lowerBound))
    let indent = file.text(line.lowerBound..<first.range.lowerBound)
    return Edit(first.range.lowerBound..<first.range.lowerBound, "\(text),\n\(indent)")
  }
}

extension Property {
  /// A value to begin with, where a property is added for someone.
  var emptyValue: String {
    switch kind {
    case .string: choices?.first.map(ValueSnippet.quoted) ?? "\"\""
    case .integer, .number: "0"
    case .boolean: "false"
    case .array, .map: "{}"
    case .object(let members):
      // What it must have in its turn, so that one does not come back for each level.
      members.contains(where: \.isNeeded)
        ? "{ \(members.filter(\.isNeeded).map { "\($0.name) = \($0.emptyValue)" }.joined(separator: ", ")) }" : "{}"
    case .any: "nil"
    }
  }
}
