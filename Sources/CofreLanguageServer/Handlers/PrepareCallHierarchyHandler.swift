import CofreAnalysis
import LanguageServerProtocol

/// Says which function a hierarchy of calls begins with.
enum PrepareCallHierarchyHandler: DocumentRequestHandler {
  static let method = RequestMethod.prepareCallHierarchy
  static var nothing: [CallHierarchyItem]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.callHierarchyProvider = .bool(true)
  }

  static func answer(_ params: CallHierarchyPrepareParams, in context: DocumentContext) -> [CallHierarchyItem]? {
    let items = context.analysis.callItems(at: context.offset(params.position))
    return items.isEmpty ? nil : items.compactMap { context.item($0) }
  }
}

extension CallHierarchyPrepareParams: DocumentParams {}
