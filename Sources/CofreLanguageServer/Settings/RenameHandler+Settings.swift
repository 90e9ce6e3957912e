import CofreAnalysis
import LanguageServerProtocol

extension RenameHandler {
  static func answer(_ params: RenameParams, in settings: SettingsDocument) throws -> WorkspaceEdit? {
    do throws(RenameRefusal) {
      let edits = try settings.analysis.rename(at: settings.offset(params.position), to: params.newName)
      return settings.workspaceEdit(edits)
    } catch {
      throw ResponseError(code: .requestFailed, message: error.message)
    }
  }
}
