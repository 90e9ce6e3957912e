import CofreModel
import CofreSchema
import LuaSyntax

enum UselessOptionRule: DeclarationRule {
  static let page = RulePage(
    "useless-option", .hint, .stack, "Option that does nothing",
    explanation: """
      The option changes nothing here: a list is empty, an output is named that is sensitive already, a property is to
      replace the resource that does so anyway, or a resource is named in `depends_on` whose output is a property already.

      Take it away: what stands in a script is read as if it mattered.
      """,
    wrong: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", {
        key_ring_id = ring.id,
        rotation_period = "7776000s",
      }, { replace_on_changes = { "key_ring_id" } })
      """,
    right: """
      local gcp = require "cofre.gcp"
      local ring = gcp.kms.KeyRing("ring", { location = "global" })
      gcp.kms.CryptoKey("key", {
        key_ring_id = ring.id,
        rotation_period = "7776000s",
      })
      """,
    fix: "Takes it away.")

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    for field in checked.options {
      // It could undo what a parent hands down.
      if field.stringKey == "protect", case .boolean(let literal) = field.value, !literal.value,
        !checked.options.contains(where: { $0.stringKey == "parent" || $0.stringKey == nil })
      {
        report(field.node, "Nothing protects a \(checked.declaration.type.name) unless it is told to.", in: &context)
      }
      guard let name = field.stringKey, let option = ResourceOption.named(name), case .table(let list) = field.value
      else {
        continue
      }
      let elements = list.fields
      if elements.isEmpty {
        guard option.kind != .timeouts, list.isClosed else { continue }
        report(field.node, "'\(name)' is an empty list.", in: &context)
        continue
      }
      for element in elements where element.keyRange == nil {
        guard let reason = reason(option, element.value, checked, context) else { continue }
        report(elements.count == 1 ? field.node : element.node, reason, in: &context)
      }
    }
  }

  /// Why an element of an option does nothing; nil when it may.
  private static func reason(
    _ option: ResourceOption, _ value: Expression, _ checked: CheckedDeclaration, _ context: RuleContext
  ) -> String? {
    let type = checked.declaration.type
    switch (option.name, value) {
    case ("replace_on_changes", .string(let literal)):
      let name = String(decoding: literal.value, as: UTF8.self)
      guard let property = type.input(name), property.isCreateOnly else { return nil }
      return "A change of '\(name)' replaces a \(type.name) anyway."
    case ("additional_secret_outputs", .string(let literal)):
      let name = String(decoding: literal.value, as: UTF8.self)
      guard let property = type.output(name), property.isSensitive else { return nil }
      return "'\(name)' of \(type.name) is sensitive anyway."
    case ("depends_on", .name(let name)):
      guard let index = context.facts.binding(of: name), case .handle = context.facts.bindings[index].value,
        context.facts.bindings[index].isNeverReassigned, let properties = checked.properties
      else { return nil }
      // Only what stands as a property itself: a default may not be used.
      for place in properties.places {
        guard case .member(let member) = place.value, case .name(let other) = member.object,
          context.facts.binding(of: other) == index, member.name?.text != "urn",
          case .output(let output) = context.facts.value(of: .member(member)), output.input == nil
        else { continue }
        return "'\(place.path)' uses '\(name.text)' already, so it is made first anyway."
      }
      return nil
    default: return nil
    }
  }

  private static func report(_ node: Node, _ reason: String, in context: inout RuleContext) {
    let edit = Edit(node.rangeWithComma(in: context.file), "")
    context.report(
      page, at: node.range, reason, hint: "Take it away.",
      fixes: [AnalysisDiagnostic.Fix(title: "Take it away", edits: [edit])], tags: [.unnecessary])
  }
}

extension Node {
  /// The bytes to take out with a field of a table: up to the next one, or from the one before.
  func rangeWithComma(in file: SourceFile) -> Range<Int> {
    let (first, end) = (tokenRange.lowerBound, tokenRange.upperBound)
    let next = file.tokens[min(end, file.tokens.count - 1)]
    if next.kind == .comma || next.kind == .semicolon {
      return range
        .lowerBound..<max(next.end, file.tokens[end + 1].kind == .rightBrace ? next.end : file.tokens[end + 1].start)
    }
    let before = file.tokens[max(first - 1, 0)]
    return (before.kind == .comma || before.kind == .semicolon ? before.start : range.lowerBound)..<range.upperBound
  }
}
