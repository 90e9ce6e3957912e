import CofreAnalysis
import LanguageServerProtocol

/// Says whether the thing at a place can be renamed.
enum PrepareRenameHandler: DocumentRequestHandler {
  static let method = RequestMethod.prepareRename
  static var nothing: PrepareRenameResult? { nil }

  static func answer(_ params: PrepareRenameParams, in context: DocumentContext) throws -> PrepareRenameResult? {
    do throws(RenameRefusal) {
      guard let target = try context.analysis.prepareRename(at: context.offset(params.position)) else { return nil }
      return .prepareRenamePlaceholder(
        PrepareRenamePlaceholder(range: context.range(target.range), placeholder: target.name))
    } catch {
      throw ResponseError(code: .requestFailed, message: error.message)
    }
  }
}
