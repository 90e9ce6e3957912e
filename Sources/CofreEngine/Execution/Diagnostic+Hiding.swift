import CofreModel

extension Diagnostic {
  /// The diagnostic without the sensitive texts of the inputs, which a cloud may repeat in its words.
  ///
  /// What is shorter than four bytes cannot be told from ordinary text.
  func hidingSecrets(of inputs: [String: Value]) -> Diagnostic {
    var texts: [String] = []
    _ = Value.object(inputs).mapLeaves { leaf, _ in
      if case .sensitive(let value) = leaf, let text = value.revealString(for: .hiding), text.utf8.count >= 4 {
        texts.append(text)
      }
      return leaf
    }
    guard !texts.isEmpty else { return self }
    // Longer ones first: one may be part of another.
    texts.sort { $0.utf8.count > $1.utf8.count }
    var diagnostic = self
    for text in texts {
      diagnostic.detail.replace(text, with: "[secret]")
      diagnostic.hint?.replace(text, with: "[secret]")
    }
    return diagnostic
  }
}
