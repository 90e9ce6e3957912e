import CofreAnalysis
import LanguageServerProtocol

/// Says which classes a class is made from.
enum SupertypesHandler: RequestHandler {
  static let method = RequestMethod.typeHierarchySupertypes

  static func answer(
    _ params: TypeHierarchySupertypesParams, _ context: RequestContext
  ) async throws -> [TypeHierarchyItem]? {
    guard let file = try await context.file(params.item.uri) else { return nil }
    return file.analysis.supertypes(of: params.item.name).compactMap { file.item($0) }
  }
}
