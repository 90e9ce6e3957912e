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
      range: request.range(call.range, in: place), selectionRange: request.range(call.nameRange, in: place))
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
