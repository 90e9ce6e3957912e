import CofreAnalysis
import LanguageServerProtocol

extension DocumentPlaces {
  /// What the protocol calls a candidate; its documentation waits until it is resolved.
  func item(_ candidate: CompletionCandidate, origin: CompletionOrigin) -> CompletionItem {
    var item = CompletionItem(label: candidate.label)
    item.kind = candidate.kind.itemKind
    item.detail = candidate.detail
    if session.takesLabelDetails, let detail = candidate.detail, detail.utf8.count <= 40 {
      item.labelDetails = CompletionItemLabelDetails(description: detail)
    }
    item.sortText = candidate.sortKey
    // Without it, Neovim takes an edit to be filtered already, and shows what does not begin with what is written.
    item.filterText = candidate.label
    let isSnippet = candidate.isSnippet && session.takesSnippets
    let text = isSnippet ? candidate.insertText : candidate.plainText
    if isSnippet { item.insertTextFormat = .snippet }
    // Editors indent the lines of a snippet; other texts bring their indentation.
    if text.utf8.contains(10) { item.insertTextMode = isSnippet ? .adjustIndentation : .asIs }
    if candidate.isDeprecated { item.tags = [.deprecated] }
    item.textEdit = .textEdit(
      TextEdit(range: range(candidate.replaceRange), newText: text))
    if !candidate.additionalEdits.isEmpty {
      item.additionalTextEdits = candidate.additionalEdits.map { TextEdit(range: range($0.range), newText: $0.text) }
    }
    if candidate.documentation != nil { item.data = origin.json }
    return item
  }
}

extension CompletionCandidate.Kind {
  fileprivate var itemKind: CompletionItemKind {
    switch self {
    case .property: .property
    case .option: .property
    case .value: .enumMember
    case .constant: .constant
    case .variable: .variable
    case .function: .function
    case .method: .method
    case .module: .module
    case .service: .module
    case .resourceType: .class
    case .output: .field
    case .configurationKey: .value
    case .keyword: .keyword
    case .snippet: .snippet
    case .field: .field
    case .label: .reference
    }
  }
}
