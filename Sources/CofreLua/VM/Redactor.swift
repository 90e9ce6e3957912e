import CofreModel

/// Takes the sensitive values that a script was given out of every text that leaves it.
///
/// A value of fewer than four bytes cannot be told from ordinary text; for such ones the callers withhold whole texts
/// while a function that holds them runs.
final class Redactor {
  private var values: Set<String> = []
  private var sorted: [String] = []

  static let replacement = "[sensitive]"

  func add(_ value: Value) {
    switch value {
    case .string(let text): add(text)
    case .integer(let number): add(String(number))
    case .number(let number): add("\(number)")
    default: break
    }
  }

  private func add(_ text: String) {
    guard text.utf8.count >= 4, values.insert(text).inserted else { return }
    sorted = []
  }

  func redact(_ text: String) -> String {
    if values.isEmpty { return text }
    // Longer ones first: one value may be part of another.
    if sorted.isEmpty { sorted = values.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) } }
    var text = text
    for value in sorted where text.contains(value) { text.replace(value, with: Redactor.replacement) }
    return text
  }

  func redact(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.detail = redact(diagnostic.detail)
    diagnostic.hint = diagnostic.hint.map(redact)
    if let path = diagnostic.path, holds(path.description) { diagnostic.path = nil }
    return diagnostic
  }

  /// Whether one of the values stands in the text.
  func holds(_ text: String) -> Bool { !values.isEmpty && redact(text) != text }
}
