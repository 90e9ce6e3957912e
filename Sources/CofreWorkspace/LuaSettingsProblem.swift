package import CofreAnalysis
import CofreJSON

/// A file of settings for Lua servers that cannot be read, so that nothing of it counts.
package struct LuaSettingsProblem: Sendable, Equatable {
  package var path: String
  package var bytes: [UInt8]
  package var diagnostic: AnalysisDiagnostic

  init(path: String, bytes: [UInt8], _ error: JSONParseError) {
    self.path = path
    self.bytes = bytes
    let offset = min(error.offset, bytes.count)
    let name = path.split(separator: "/").last ?? ""
    diagnostic = AnalysisDiagnostic(
      "lua-settings-syntax", .warning, offset..<min(offset + 1, bytes.count), "Settings for Lua servers cannot be read",
      detail: "\(error.message). Nothing that '\(name)' says counts: no library, no global and no severity.",
      hint: "Correct it: it is JSON, in which comments and a comma at the end are taken as well.")
  }
}

extension Workspace {
  /// The files of settings for Lua servers that cannot be read, for the scripts of a folder.
  package func luaSettingsProblems(around folder: String) async -> [LuaSettingsProblem] {
    let project = await project(containing: folder)
    return await luaSettings(project?.folder ?? folder).problems.filter {
      project?.silencedCodes.contains($0.diagnostic.code) != true
    }
  }
}
