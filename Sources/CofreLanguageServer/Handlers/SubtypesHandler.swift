import CofreAnalysis
import LanguageServerProtocol

/// Says which classes are made from a class.
enum SubtypesHandler: RequestHandler {
  static let method = RequestMethod.typeHierarchySubtypes

  static func answer(
    _ params: TypeHierarchySubtypesParams, _ context: RequestContext
  ) async throws -> [TypeHierarchyItem]? {
    guard let file = try await context.file(params.item.uri) else { return nil }
    return file.analysis.subtypes(of: params.item.name).compactMap { file.item($0) }
  }
}
