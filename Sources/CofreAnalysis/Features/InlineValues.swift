import CofreSettings
import LuaSyntax

/// A variable with what a debugger can show beside it.
package struct InlineValueItem: Sendable, Equatable {
  package enum Content: Sendable, Equatable {
    /// The value is known without running.
    case text(String)
    /// The debugger knows the value under this name.
    case lookup(String)
  }

  package var range: Range<Int>
  package var content: Content
}

extension DocumentAnalysis {
  /// The variables in a part of the file, in order, each with its value or the name to look it up by.
  ///
  /// A variable that never changes and holds a literal, or a value that the stacks are configured with, is shown as it is.
  /// Of one that holds a secret it is said that it does. Nothing behind `stop` is answered: it has not run yet.
  package func inlineValues(in range: Range<Int>, upTo stop: Int) -> [InlineValueItem] {
    var items: [InlineValueItem] = []
    for binding in facts.bindings where binding.name != "_" {
      let places = binding.uses.map(\.range) + (binding.nameRange.isEmpty ? [] : [binding.nameRange])
      let shown = places.filter { range.contains($0.lowerBound) && $0.upperBound <= stop }
      guard !shown.isEmpty else { continue }
      let content = facts.content(of: binding)
      items += shown.map { InlineValueItem(range: $0, content: content) }
    }
    return items.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension DocumentFacts {
  fileprivate func content(of binding: Binding) -> InlineValueItem.Content {
    if case .output(let output) = binding.value, output.isSensitive { return .text("\(binding.name) = (secret)") }
    guard binding.isNeverReassigned, let expression = binding.valueExpression, let value = knownText(of: expression)
    else { return .lookup(binding.name) }
    return .text("\(binding.name) = \(value)")
  }

  private func knownText(of expression: Expression) -> String? {
    switch expression {
    case .number, .boolean: return file.text(expression.range)
    case .string(let literal):
      let text = String(decoding: literal.value, as: UTF8.self)
      guard SecretLookingText.reason(text, key: "") == nil else { return "(secret)" }
      return text.utf8.count <= 60 ? file.text(expression.range) : nil
    case .methodCall(let call):
      guard case .configuration = value(of: call.receiver),
        case .string(let literal)? = call.arguments.expressions.first
      else { return nil }
      return configuredText(of: literal, of: call.receiver)
    default: return nil
    }
  }

  /// What the stacks have for a key, each with its name; nil where none has it, or what it has should not be shown.
  private func configuredText(of literal: StringLiteral, of receiver: Expression) -> String? {
    let settings = workspace.settings
    let key = settingsKey(of: literal, receiver: receiver)
    let values = settings.stacks.compactMap { file -> String? in
      let outline = file.text.outline
      guard let index = outline.configuration.first(where: { settings.shortKey(outline.entries[$0].key) == key }),
        case .scalar(let text, _) = outline.entries[index].content, text.utf8.count <= 60,
        SecretLookingText.reason(text, key: key) == nil
      else { return nil }
      return "\(text) (\(file.stack ?? ""))"
    }
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }
}
