import LuaSyntax

extension DiagnosticCollector {
  /// Texts anywhere in the script that are secrets by their form.
  mutating func checkKnownSecrets() {
    let reported = Set(diagnostics.filter { $0.code == "hard-coded-secret" }.map(\.range.lowerBound))
    for token in file.tokens where token.kind == .string || token.kind == .longString {
      guard token.range.count >= 22, !reported.contains(token.start) else { continue }
      // Escapes are not undone: no known form has any.
      let text = file.text(token.range).drop { "\"'[=\n".contains($0) }
      let end = text.lastIndex { !"\"']=".contains($0) } ?? text.startIndex
      guard end > text.startIndex else { continue }
      if let name = SecretForms.name(of: String(text[...end])) {
        reportSecret(token.range, "The text looks like \(name).")
      }
    }
  }

  /// Reports a secret in the script; `reason` is a full sentence without the secret.
  mutating func reportSecret(_ range: Range<Int>, _ reason: String, related: [AnalysisDiagnostic.Related] = []) {
    report(
      AnalysisDiagnostic(
        "hard-coded-secret", .warning, range, "Secret in the script",
        detail: "\(reason) Whoever can read the script, or its history, can read the secret.",
        hint: "Store it encrypted with cofre config set --secret, and take it by config:require_secret \"key\".",
        related: related))
  }
}
