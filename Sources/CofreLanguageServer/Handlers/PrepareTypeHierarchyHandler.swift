import CofreAnalysis
import LanguageServerProtocol

/// Says which class a hierarchy of types begins with.
enum PrepareTypeHierarchyHandler: DocumentRequestHandler {
  static let method = RequestMethod.prepareTypeHierarchy
  static var nothing: [TypeHierarchyItem]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.typeHierarchyProvider = .bool(true)
  }

  static func answer(_ params: TypeHierarchyPrepareParams, in context: DocumentContext) -> [TypeHierarchyItem]? {
    context.analysis.classItem(at: context.offset(params.position)).flatMap { context.item($0) }.map { [$0] }
  }
}

extension TypeHierarchyPrepareParams: DocumentParams {}

extension DocumentContext {
  /// A class; nil for one in a file that is not known.
  func item(_ type: ClassItem) -> TypeHierarchyItem? {
    guard let place = place(type.location.path) else { return nil }
    return TypeHierarchyItem(
      name: type.name, kind: .class, uri: place.uri,
      range: request.range(type.location.fullRange, in: place),
      selectionRange: request.range(type.location.range, in: place))
  }
}
