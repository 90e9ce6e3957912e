import CofreAnalysis
import LanguageServerProtocol

extension DocumentContext {
  /// One end of calls; nil for one in a file that is not known.
  func item(_ call: CallItem) -> CallHierarchyItem? {
    guard let place = place(call.path) else { return nil }
    let path = DocumentKey(place.uri).text
    return CallHierarchyItem(
      name: call.kind == .file ? path.split(separator: "/").last.map(String.init) ?? call.name : call.name,
      kind: call.kind.symbolKind, uri: place.uri,
      range: place.lines.protocolRange(of: call.range, encoding: session.encoding),
      selectionRange: place.lines.protocolRange(of: call.nameRange, encoding: session.encoding))
  }
}

extension CallItem.Kind {
  fileprivate var symbolKind: SymbolKind {
    switch self {
    case .function: .function
    case .resourceType: .constructor
    case .file: .file
    }
  }
}
