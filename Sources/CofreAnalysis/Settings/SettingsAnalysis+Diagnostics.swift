import CofreModel
import CofreSettings
import LuaSyntax

extension SettingsAnalysis {
  func checkedDiagnostics() -> [AnalysisDiagnostic] {
    let problems = context.problems(file.text.bytes, file.kind, context.files.projectName ?? "")
    var diagnostics = problems.map(diagnostic)
    // Of a file that cannot be read it is not known what it lacks.
    let isReadable = !problems.contains { $0.code.hasPrefix("yaml-") || $0.code == "settings-shape" }
    switch file.kind {
    case .project: checkCodes(&diagnostics)
    case .stack(let stack):
      checkSecrets(stack, &diagnostics)
      if isReadable {
        checkUnread(&diagnostics)
        checkMissing(stack, &diagnostics)
      }
    }
    let silenced = RuleList.codes(named: context.silencedCodes)
    return diagnostics.filter { diagnostic in
      !silenced.contains(diagnostic.code) || RuleList.page(for: diagnostic.code)?.canBeSilenced == false
    }.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.code) < ($1.range.lowerBound, $1.range.upperBound, $1.code)
    }
  }

  // MARK: - What the reader says

  private func diagnostic(_ problem: SettingsProblem) -> AnalysisDiagnostic {
    var diagnostic = AnalysisDiagnostic(
      problem.code, .error, range(of: problem), problem.summary, detail: problem.detail, hint: problem.hint)
    if problem.code == "yaml-duplicate-key", let (first, second) = duplicate() {
      diagnostic.range = outline.entries[second].keyRange
      diagnostic.related = [
        AnalysisDiagnostic.Related(
          location: LocationItem(range: outline.entries[first].keyRange), message: "It stands here already.")
      ]
    }
    if problem.code == "unknown-setting", let index = outline.index(at: diagnostic.range.lowerBound) {
      let entry = outline.entries[index]
      diagnostic.fixes = nearestNames(to: entry.key, among: missingKeys(below: entry.parent).map(\.name)).map { name in
        AnalysisDiagnostic.Fix(title: "Change to '\(name)'", edits: [Edit(entry.keyRange, name)])
      }
    }
    return diagnostic
  }

  /// The key or value that a problem is about, or else the rest of its line.
  private func range(of problem: SettingsProblem) -> Range<Int> {
    let line = file.text.lines.range(ofLine: max(problem.line - 1, 0))
    guard let column = problem.column else { return line }
    let start = min(line.lowerBound + column - 1, line.upperBound)
    guard let index = outline.index(at: start) else { return start..<line.upperBound }
    let entry = outline.entries[index]
    if entry.keyRange.lowerBound == start { return entry.keyRange }
    if case .list(let items) = entry.content, let item = items.first(where: { $0.range.lowerBound == start }) {
      return item.range
    }
    return entry.valueRange.lowerBound == start ? entry.valueRange : start..<max(start, line.upperBound)
  }

  /// The first key that stands twice in one place, and where it does.
  private func duplicate() -> (first: Int, second: Int)? {
    var seen: [Int: [String: Int]] = [:]
    for (index, entry) in outline.entries.enumerated() {
      if let first = seen[entry.parent ?? -1]?[entry.key] { return (first, index) }
      seen[entry.parent ?? -1, default: [:]][entry.key] = index
    }
    return nil
  }

  // MARK: - What the schema and the scripts say

  private func checkCodes(_ diagnostics: inout [AnalysisDiagnostic]) {
    guard let index = outline.index(SettingsSchema.allow.name),
      case .list(let items) = outline.entries[index].content
    else { return }
    let codes = context.diagnosticCodes.map(\.code)
    for item in items {
      guard let text = item.text, !RuleList.isKnown(text) else { continue }
      let near = nearestNames(to: text, among: codes)
      diagnostics.append(
        AnalysisDiagnostic(
          UnknownDiagnosticCodeRule.page, item.range, detail: "There is no diagnostic '\(text)'.",
          hint: didYouMean(near),
          fixes: near.map { AnalysisDiagnostic.Fix(title: "Change to '\($0)'", edits: [Edit(item.range, $0)]) }))
    }
  }

  /// Values in clear that should not be.
  private func checkSecrets(_ stack: String, _ diagnostics: inout [AnalysisDiagnostic]) {
    for top in outline.configuration where !outline.isSecure(top) {
      guard let key = configurationKey(top) else { continue }
      let isTakenAsSecret = uses[key]?.contains { $0.use.isSecret && $0.use.isCertain } ?? false
      var waiting = [top]
      while let index = waiting.popLast() {
        waiting += outline.members(of: index)
        let entry = outline.entries[index]
        let texts: [(text: String, range: Range<Int>)]
        switch entry.content {
        case .scalar(let text, _): texts = [(text, entry.valueRange)]
        case .list(let items): texts = items.compactMap { item in item.text.map { ($0, item.range) } }
        case .empty, .section: texts = []
        }
        for (text, range) in texts where !text.isEmpty && !SecretForms.isPlaceholder(Array(text.utf8)[...]) {
          let name = index == top ? key.split(separator: ":").last.map(String.init) ?? key : entry.key
          let reason = SecretLookingText.reason(text, key: name)
          guard isTakenAsSecret || reason != nil else { continue }
          let because =
            isTakenAsSecret ? "is taken as a secret by a script" : reason ?? ""
          diagnostics.append(
            AnalysisDiagnostic(
              "hard-coded-secret", .warning, range, "Secret in clear",
              detail:
                "The value of '\(key)' \(because), and stands in clear. Whoever can read the file, or its history, "
                + "can read it.",
              hint: "Store it encrypted with cofre config set --secret \(key) --stack \(stack)."))
        }
      }
    }
  }

  /// Keys that nothing asks for; those of clouds are for their providers.
  private func checkUnread(_ diagnostics: inout [AnalysisDiagnostic]) {
    let scripts = context.scripts.files.filter { !$0.isLibrary }
    // A key that is computed may be any.
    guard !scripts.isEmpty, !scripts.contains(where: { $0.text.configurationUses.contains { $0.key == nil } }) else {
      return
    }
    for index in outline.configuration {
      guard let key = configurationKey(index), !key.contains(":"), uses[key] == nil else { continue }
      diagnostics.append(
        AnalysisDiagnostic(
          SettingsPages.unusedConfiguration, outline.entries[index].keyRange,
          detail: "No script of the project asks for '\(key)'.", tags: [.unnecessary]))
    }
  }

  /// Keys without which the stack's script stops.
  private func checkMissing(_ stack: String, _ diagnostics: inout [AnalysisDiagnostic]) {
    let present = Set(outline.configuration.compactMap { configurationKey($0) })
    let reached = reachedScripts()
    let place =
      outline.index(SettingsSchema.config.name).map { outline.entries[$0].keyRange }
      ?? file.text.lines.range(ofLine: 0)
    for (key, uses) in uses.sorted(by: { $0.key < $1.key }) where !present.contains(key) {
      let asking = uses.filter { $0.use.isRequired && $0.use.isCertain && reached.contains($0.path) }
      guard let first = asking.first else { continue }
      let isSecret = asking.contains { $0.use.isSecret }
      diagnostics.append(
        AnalysisDiagnostic(
          SettingsPages.missingConfiguration, place,
          detail: "The stack '\(stack)' has no '\(key)', which \(shownPath(first.path)) requires.",
          hint: "Set it with cofre config set \(isSecret ? "--secret \(key)" : "\(key) VALUE") --stack \(stack).",
          related: asking.prefix(3).map {
            AnalysisDiagnostic.Related(
              location: LocationItem(path: $0.path, range: $0.use.range), message: "It is asked for here.")
          }))
    }
  }

  /// The paths of the main script and of what it requires; empty when there is no main script.
  private func reachedScripts() -> Set<String> {
    let main =
      context.files.project?.text.outline.text(SettingsSchema.main.name) ?? SettingsSchema.main.defaultText ?? ""
    guard let script = context.scripts.file(at: "\(context.folder)/\(main)") else { return [] }
    var reached: Set<String> = [script.path]
    var waiting = [script]
    while let next = waiting.popLast() {
      for name in next.text.requiredNames {
        guard let module = context.scripts.modules[name], reached.insert(module.path).inserted else { continue }
        waiting.append(module)
      }
    }
    return reached
  }
}

extension AnalysisDiagnostic {
  fileprivate init(
    _ page: RulePage, _ range: Range<Int>, detail: String, hint: String? = nil, fixes: [Fix] = [],
    related: [Related] = [], tags: [Tag] = []
  ) {
    self.init(
      page.code, page.severity, range, page.summary, detail: detail, hint: hint, fixes: fixes, related: related,
      tags: tags)
  }
}
