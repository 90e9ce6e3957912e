package import CofreAnalysis
import CofreJSON

/// A file of settings for Lua servers that cannot be read, so that nothing of it counts; or what it says and Cofre does not
/// heed.
package struct LuaSettingsProblem: Sendable, Equatable {
  package var path: String
  package var bytes: [UInt8]
  package var diagnostic: AnalysisDiagnostic

  init(path: String, bytes: [UInt8], unreadable error: JSONParseError) {
    self.path = path
    self.bytes = bytes
    let offset = min(error.offset, bytes.count)
    let name = path.split(separator: "/").last ?? ""
    diagnostic = AnalysisDiagnostic(
      "lua-settings-syntax", .warning, offset..<min(offset + 1, bytes.count), "Settings for Lua servers cannot be read",
      detail: "\(error.message). Nothing that '\(name)' says counts: no library, no global and no severity.",
      hint: "Correct it: it is JSON, in which comments and a comma at the end are taken as well.")
  }

  init(path: String, bytes: [UInt8], version: String, at range: Range<Int>) {
    self.path = path
    self.bytes = bytes
    diagnostic = AnalysisDiagnostic(
      "lua-settings-version", .information, range, "Another version of Lua",
      detail: "Cofre runs scripts in Lua 5.4, and reads them so; other servers are told '\(version)' here.",
      hint: "Say 'Lua 5.4', unless the folder has Lua for another program as well.")
  }
}

extension Workspace {
  /// What is wrong with settings for Lua servers, for the scripts of a folder: of each file one thing at most.
  ///
  /// The version of Lua is a matter of projects alone: what else is in a folder may be run by anything.
  package func luaSettingsProblems(around folder: String) async -> [LuaSettingsProblem] {
    let project = await project(containing: folder)
    let settings = await luaSettings(project?.folder ?? folder)
    let silenced = settings.silencedCodes.union(project?.silencedCodes ?? [])
    return settings.problems.filter { problem in
      let code = problem.diagnostic.code
      return !silenced.contains(code) && (project != nil || code != "lua-settings-version")
    }
  }
}
