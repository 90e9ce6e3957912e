import CofreModel
import CofreSchema
import LuaSyntax

extension DiagnosticCollector {
  /// Names behind a dot that are not there: services, types, outputs, library functions.
  mutating func checkMembers() {
    for node in file.root.descendants {
      switch node.kind {
      case .member:
        guard let member = MemberExpression(node), let name = member.name, !name.range.isEmpty,
          node.parent?.kind != .functionStatement
        else { continue }
        check(name, of: facts.value(of: member.object), node: node)
      case .methodCall:
        guard let call = MethodCallExpression(node), let name = call.method, !name.range.isEmpty else { continue }
        checkMethod(name, of: facts.value(of: call.receiver))
      case .call: checkModule(node)
      default: break
      }
    }
  }

  private mutating func check(_ name: Name, of object: ValueKind, node: Node) {
    switch object {
    case .namespace(let prefix):
      let names = facts.workspace.catalog.members(prefix)
      guard !names.contains(name.text) else { return }
      let isService = name.text.first?.isLowercase == true
      reportUnknown(
        "unknown-type", "Unknown resource type", name,
        "\(prefix) has no \(isService ? "service" : "type") '\(name.text)'.",
        among: names)
    case .cofre: checkCofre(name)
    case .library(let table):
      if let instead = StandardLibrary.unavailable["\(table).\(name.text)"] {
        reportUnavailable("\(table).\(name.text)", node.range, instead)
      } else if StandardLibrary.entry("\(table).\(name.text)") == nil, !isAssigned(node) {
        reportUnknown(
          "unknown-field", "Unknown field", name, "The library '\(table)' has no '\(name.text)'.",
          among: (StandardLibrary.tables[table] ?? []).map(\.shortName))
      }
    case .handle(let index):
      let type = facts.declarations[index].type
      guard name.text != "id", name.text != "urn", type.output(name.text) == nil else { return }
      reportUnknown(
        "unknown-field", "Unknown field", name, "\(type.name) has no output '\(name.text)'.",
        among: type.outputs.map(\.name) + type.inputs.map(\.name) + ["id", "urn"])
    case .output(let output):
      let members = (output.property?.objectMembers ?? []) + (output.input?.objectMembers ?? [])
      guard let type = output.type, output.property?.objectMembers != nil, !members.isEmpty,
        !members.contains(where: { $0.name == name.text })
      else { return }
      reportUnknown(
        "unknown-field", "Unknown field", name, "'\(output.path)' of \(type.name) has no '\(name.text)'.",
        among: members.map(\.name))
    default: break
    }
  }

  /// The module of scripts that act has further functions, so only what is nearly right is called wrong.
  private mutating func checkCofre(_ name: Name) {
    let known = (StandardLibrary.tables["cofre"] ?? []).map(\.shortName) + ["log"]
    let types = facts.workspace.catalog.members("cofre")
    guard !known.contains(name.text), !types.contains(name.text) else { return }
    guard nearestNames(to: name.text, among: known + types).contains(where: { editDistance($0, name.text) <= 2 }) else {
      return
    }
    let isOfActingScripts = ["gather", "sleep", "spawn"].contains(name.text)
    if isOfActingScripts || name.node.parent?.parent?.kind == .member { return }
    reportUnknown(
      "unknown-function", "Unknown function", name, "The module 'cofre' has no '\(name.text)'.", among: known + types)
  }

  private mutating func checkMethod(_ name: Name, of object: ValueKind) {
    switch object {
    case .configuration:
      guard ConfigurationMethod.named(name.text) == nil else { return }
      reportUnknown(
        "unknown-function", "Unknown function", name, "A configuration has no method '\(name.text)'.",
        among: ConfigurationMethod.all.map(\.name))
    case .text:
      if let instead = StandardLibrary.unavailable["string.\(name.text)"] {
        reportUnavailable("string.\(name.text)", name.range, instead)
      } else if StandardLibrary.entry("string.\(name.text)") == nil {
        reportUnknown(
          "unknown-function", "Unknown function", name, "A string has no method '\(name.text)'.",
          among: (StandardLibrary.tables["string"] ?? []).map(\.shortName))
      }
    default: break
    }
  }

  /// A `require` of a name that is none of Cofre's; other names may be files that the editor does not know of.
  private mutating func checkModule(_ node: Node) {
    guard let call = CallExpression(node), case .function("require") = facts.value(of: call.callee),
      case .string(let literal)? = call.arguments.expressions.first
    else { return }
    let name = String(decoding: literal.value, as: UTF8.self)
    guard name.hasPrefix("cofre."), case .unknown = facts.module(named: .string(literal)) else { return }
    let modules = facts.workspace.catalog.clouds.map { "cofre.\($0)" } + ["cofre.log"]
    let nearest = nearestNames(to: name, among: modules)
    report(
      AnalysisDiagnostic(
        "unknown-module", .error, literal.range, "Unknown module", detail: "There is no module '\(name)'.",
        hint: didYouMean(nearest) ?? "There are \(modules.joined(separator: ", ")).",
        fixes: nearest.map { changeFix(literal.contentRange, to: $0) }))
  }

  private func isAssigned(_ node: Node) -> Bool {
    guard let list = node.parent, list.kind == .expressionList, let statement = list.parent else { return false }
    return statement.kind == .assignment && statement.firstChild == list
  }

  mutating func reportUnknown(
    _ code: String, _ summary: String, _ name: Name, _ detail: String, among candidates: [String]
  ) {
    let nearest = nearestNames(to: name.text, among: Set(candidates))
    let sorted = Set(candidates).sorted()
    let more = sorted.count > 8 ? " and \(sorted.count - 8) others" : ""
    report(
      AnalysisDiagnostic(
        code, .error, name.range, summary, detail: detail,
        hint: didYouMean(nearest)
          ?? (sorted.isEmpty ? nil : "There are \(sorted.prefix(8).joined(separator: ", "))\(more)."),
        fixes: nearest.map { changeFix(name.range, to: $0) }))
  }
}
