import CofreAnalysis
import LanguageServerProtocol

/// Gives the thing at a place another name, in all files of the project.
enum RenameHandler: DocumentRequestHandler {
  static let method = RequestMethod.rename
  static var nothing: WorkspaceEdit? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    let prepares = session.client.textDocument?.rename?.prepareSupport == true
    capabilities.renameProvider = prepares ? .options(RenameOptions(prepareProvider: true)) : .bool(true)
  }

  static func answer(_ params: RenameParams, in context: DocumentContext) throws -> WorkspaceEdit? {
    do throws(RenameRefusal) {
      let edits = try context.analysis.rename(at: context.offset(params.position), to: params.newName)
      return context.workspaceEdit(edits)
    } catch {
      throw ResponseError(code: .requestFailed, message: error.message)
    }
  }
}
