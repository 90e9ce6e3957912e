import CofreAnalysis
import LanguageServerProtocol

/// Gives the outline of a document: resources, exports and functions.
enum DocumentSymbolHandler: DocumentRequestHandler {
  static let method = RequestMethod.documentSymbol
  static var urgency: Urgency { .background }
  static var nothing: DocumentSymbolResult? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.documentSymbolProvider = .bool(true)
  }

  static func answer(_ params: DocumentSymbolParams, in context: DocumentContext) -> DocumentSymbolResult? {
    result(context.analysis.documentSymbols(), in: context)
  }

  static func result(_ items: [DocumentSymbolItem], in context: some DocumentPlaces) -> DocumentSymbolResult {
    if context.session.client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport == true {
      return .documentSymbols(items.map { symbol($0, context) })
    }
    var flat: [SymbolInformation] = []
    for item in items { add(item, container: nil, to: &flat, context) }
    return .symbolInformations(flat)
  }

  private static func symbol(_ item: DocumentSymbolItem, _ context: some DocumentPlaces) -> DocumentSymbol {
    DocumentSymbol(
      name: name(item), kind: item.kind.symbolKind, range: context.range(item.range),
      selectionRange: context.range(item.selectionRange), detail: item.detail,
      children: item.children.isEmpty ? nil : item.children.map { symbol($0, context) })
  }

  private static func add(
    _ item: DocumentSymbolItem, container: String?, to list: inout [SymbolInformation], _ context: some DocumentPlaces
  ) {
    list.append(
      SymbolInformation(
        location: Location(uri: context.document.uri, range: context.range(item.range)), name: name(item),
        kind: item.kind.symbolKind, containerName: container))
    for child in item.children { add(child, container: item.name, to: &list, context) }
  }

  /// Clients refuse a whole outline in which one name is empty.
  private static func name(_ item: DocumentSymbolItem) -> String { item.name.isEmpty ? "(no name)" : item.name }
}

extension DocumentSymbolItem.Kind {
  fileprivate var symbolKind: SymbolKind {
    switch self {
    case .resource: .object
    case .provider: .interface
    case .export: .property
    case .function: .function
    case .variable: .variable
    case .module: .module
    }
  }
}
