import CofreSettings

extension SettingsAnalysis {
  /// What can be done about a range of bytes, in the order in which it is to be shown; quick fixes all.
  package func actions(in asked: Range<Int>) -> [ActionOffer] {
    let found = diagnostics().filter {
      $0.range.lowerBound <= asked.upperBound && asked.lowerBound <= $0.range.upperBound
    }
    var seen: Set<String> = []
    let silencing = found.filter {
      RuleList.page(for: $0.code)?.canBeSilenced == true && seen.insert($0.code).inserted
    }
    return found.flatMap { fixes(of: $0) + [encrypting($0)].compactMap(\.self) }
      + silencing.map { diagnostic in
        ActionOffer(
          "Silence '\(diagnostic.code)' in this project (Cofre.yaml)", .quickFix, diagnostics: [diagnostic],
          needs: .project
        ) { ActionChange([], allowedCode: diagnostic.code) }
      }
  }

  private func fixes(of diagnostic: AnalysisDiagnostic) -> [ActionOffer] {
    diagnostic.fixes.map { fix in
      ActionOffer(fix.title, .quickFix, diagnostics: [diagnostic]) { ActionChange(fix.edits) }
    }
  }

  /// Encrypts a value that stands in clear; nil for a diagnostic of anything else.
  private func encrypting(_ diagnostic: AnalysisDiagnostic) -> ActionOffer? {
    guard diagnostic.code == "hard-coded-secret", case .stack(let stack) = file.kind,
      let index = outline.index(at: diagnostic.range.lowerBound)
    else { return nil }
    var top = index
    while configurationKey(top) == nil, let parent = outline.entries[top].parent { top = parent }
    guard let key = configurationKey(top) else { return nil }
    let title = "Encrypt the value of '\(key)'"
    guard top == index, case .scalar = outline.entries[top].content else {
      let reason = "It is a part of '\(key)', and only whole values are encrypted. Give it a key of its own first."
      return ActionOffer(title, .quickFix, disabled: reason)
    }
    return ActionOffer(title, .quickFix, diagnostics: [diagnostic], isPreferred: true, needs: .secrets) {
      ActionChange([], encrypted: ActionChange.EncryptedSetting(key: key, stack: stack))
    }
  }
}
