import CofreSettings

extension SettingsAnalysis {
  /// What could be written at an offset, in the order to show it.
  package func completions(at offset: Int) -> [CompletionCandidate] {
    switch outline.place(at: offset) {
    case nil: return []
    case .key(let parent, let range): return keyCandidates(below: parent, replacing: range)
    case .value(let index, let range): return valueCandidates(of: index, replacing: range)
    case .item(let index, let range): return itemCandidates(of: index, replacing: range)
    }
  }

  /// The keys of the schema that are not there yet.
  func missingKeys(below parent: Int?, except range: Range<Int>? = nil) -> [SettingsKey] {
    let members = parent.map(outline.members) ?? outline.top
    let present = Set(
      members.filter { outline.entries[$0].keyRange != range }.map { outline.entries[$0].key })
    return keys(below: parent).filter { !present.contains($0.name) }
  }

  private func keyCandidates(below parent: Int?, replacing range: Range<Int>) -> [CompletionCandidate] {
    let hasColon = range.upperBound < outline.bytes.count && outline.bytes[range.upperBound] == UInt8(ascii: ":")
    func candidate(
      _ name: String, _ kind: CompletionCandidate.Kind, _ sortKey: String, _ detail: String?, _ documentation: String?,
      behind: String = " "
    ) -> CompletionCandidate {
      CompletionCandidate(
        name, kind, replacing: range, sortKey: sortKey, detail: detail, documentation: documentation,
        insertText: hasColon ? name : "\(name):\(behind)")
    }
    let schema = missingKeys(below: parent, except: range).enumerated().map { position, key in
      let isSection = key.kind == .entries || !key.members.isEmpty
      return candidate(
        key.name, .property, "\(key.isRequired ? 1 : 2)\(position)",
        "\(key.kind.phrase)\(key.isRequired ? ", required" : "")", documentation(of: key),
        behind: isSection ? "\n  " : " ")
    }
    guard let parent, parent == outline.index(SettingsSchema.config.name), case .stack = file.kind else {
      return schema
    }
    let present = Set(
      outline.configuration.filter { outline.entries[$0].keyRange != range }.compactMap { configurationKey($0) })
    // A secret is not typed into the file: the command that encrypts it writes its line.
    return uses.keys.sorted().filter { !present.contains($0) }.compactMap { key in
      let uses = uses[key] ?? []
      guard let first = uses.first, !uses.contains(where: \.use.isSecret) else { return nil }
      let isRequired = uses.contains { $0.use.isRequired }
      return candidate(
        key, .configurationKey, "\(isRequired ? 1 : 2)\(key)",
        "\(isRequired ? "required" : "asked for") by \(shownPath(first.path))", usesText(key))
    }
  }

  private func valueCandidates(of index: Int, replacing range: Range<Int>) -> [CompletionCandidate] {
    guard let key = key(of: index) else { return [] }
    func candidate(_ text: String, _ rank: Int, _ documentation: String? = nil) -> CompletionCandidate {
      let space = range.lowerBound > 0 && outline.bytes[range.lowerBound - 1] == UInt8(ascii: ":") ? " " : ""
      return CompletionCandidate(
        text, .value, replacing: range, sortKey: "\(rank)\(text)", detail: text == key.defaultText ? "default" : nil,
        documentation: documentation, insertText: space + text)
    }
    switch key.kind {
    case .boolean: return ["false", "true"].map { candidate($0, 1) }
    case .texts:
      return [
        CompletionCandidate("[…]", .snippet, replacing: range, sortKey: "1", insertText: "[]", snippet: "[$1]")
      ]
    case .text where key == SettingsSchema.main:
      return scriptNames.map { candidate($0, $0 == key.defaultText ? 1 : 2) }
    case .text: return key.choices.map { candidate($0.text, 1, $0.documentation) }
    case .section, .entries: return []
    }
  }

  private func itemCandidates(of index: Int, replacing range: Range<Int>) -> [CompletionCandidate] {
    guard file.kind == .project, key(of: index) == SettingsSchema.allow,
      case .list(let items) = outline.entries[index].content
    else { return [] }
    let present = Set(items.filter { $0.range != range }.compactMap(\.text))
    return context.diagnosticCodes.filter { !present.contains($0.code) }.map { page in
      CompletionCandidate(
        page.code, .value, replacing: range, sortKey: "1\(page.code)", detail: page.summary,
        documentation: page.explanation)
    }
  }

  /// The project's own scripts, as `main` names them.
  private var scriptNames: [String] {
    context.scripts.files.filter { !$0.isLibrary && $0.path.hasPrefix(context.folder + "/") }
      .map { shownPath($0.path) }.sorted()
  }
}
