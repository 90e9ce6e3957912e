import CofreSettings

extension SettingsAnalysis {
  /// What to say about the thing at an offset; nil when there is nothing to say.
  package func hover(at offset: Int) -> HoverText? {
    guard let index = outline.index(at: offset) else { return nil }
    let entry = outline.entries[index]
    if entry.keyRange.lowerBound <= offset, offset <= entry.keyRange.upperBound {
      return text(ofKey: index).map { HoverText(range: entry.keyRange, markdown: $0) }
    }
    switch entry.content {
    case .scalar(let text, _):
      guard entry.valueRange.lowerBound <= offset else { return nil }
      if entry.key == SettingsSchema.secure { return HoverText(range: entry.valueRange, markdown: Self.sealed) }
      guard let key = key(of: index) else { return nil }
      if key.isSealed { return HoverText(range: entry.valueRange, markdown: documentation(of: key)) }
      guard let choice = key.choices.first(where: { $0.text == text }) else { return nil }
      return HoverText(range: entry.valueRange, markdown: choice.documentation)
    case .list(let items):
      guard let item = items.first(where: { $0.range.lowerBound <= offset && offset <= $0.range.upperBound }),
        let page = item.text.flatMap({ RuleList.page(for: $0) })
      else { return nil }
      return HoverText(range: item.range, markdown: "**\(page.summary)**\n\n\(page.explanation)")
    case .empty, .section: return nil
    }
  }

  private static let sealed =
    "An encrypted value. Only who may use the key of the stack can open it; `cofre config set --secret` replaces it."

  private func text(ofKey index: Int) -> String? {
    let name = outline.entries[index].key
    if let key = key(of: index) {
      return
        "```yaml\n\(name): \(key.kind.phrase)\(key.isRequired ? ", required" : "")\n```\n\n\(documentation(of: key))"
    }
    if let key = configurationKey(index) {
      let kind = outline.isSecure(index) ? ", encrypted" : ""
      return "```yaml\nconfiguration \(key)\(kind)\n```\n\n\(usesText(key) ?? "No script of the project asks for it.")"
    }
    return name == SettingsSchema.secure ? Self.sealed : nil
  }

  func documentation(of key: SettingsKey) -> String {
    var facts: [String] = []
    if let text = key.defaultText { facts.append("- default `\(text)`") }
    if !key.choices.isEmpty { facts.append("- one of \(key.choices.map { "`\($0.text)`" }.joined(separator: ", "))") }
    if !key.members.isEmpty { facts.append("- with \(key.members.map { "`\($0.name)`" }.joined(separator: ", "))") }
    return facts.isEmpty ? key.documentation : "\(key.documentation)\n\n\(facts.joined(separator: "\n"))"
  }

  /// Where a key is asked for, in words; nil when it is nowhere.
  func usesText(_ key: String) -> String? {
    guard let uses = uses[key], !uses.isEmpty else { return nil }
    let shown = uses.prefix(5).map { item in
      "- `\(shownPath(item.path)):\(line(of: item.use.range, in: item.path))` by `\(item.use.method)`"
    }
    let more = uses.count > 5 ? ["- and \(uses.count - 5) more"] : []
    return "Asked for in\n\n" + (shown + more).joined(separator: "\n")
  }
}
