import CofreAnalysis
import CofreJSON

/// What a folder says to Lua servers in general: the parts of `.luarc.json`, `.luarc.jsonc` and `.emmyrc.json` that mean
/// something here.
///
/// They are the libraries and globals, which diagnostics are not wanted, and how serious the others are.
struct LuaSettings: Sendable, Equatable {
  static let fileNames = [".luarc.json", ".luarc.jsonc", ".emmyrc.json"]

  /// Folders with further modules, as paths.
  var libraries: [String] = []
  /// Global names that exist beside those of Lua.
  var globals: Set<String> = []
  /// Codes of diagnostics that are not wanted.
  var silencedCodes: Set<String> = []
  /// How serious diagnostics are, by their codes; of two files the first counts.
  var severities: [String: AnalysisDiagnostic.Severity] = [:]

  /// What cannot be read, and what cannot be heeded.
  var problems: [LuaSettingsProblem] = []

  /// Adds what one file says, which may have comments; a file that is no JSON says nothing and is a problem.
  mutating func read(_ bytes: [UInt8], _ name: String, folder: String) {
    let json: JSON
    let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
    do throws(JSONParseError) {
      json = try JSON.parseWithComments(bytes)
    } catch {
      problems.append(LuaSettingsProblem(path: path, bytes: bytes, unreadable: error))
      return
    }
    if let version = Self.value(json, "runtime", "version")?.stringValue, !Self.isOurs(version) {
      let place = Self.paths("runtime", "version").lazy.compactMap { JSON.range(of: $0, in: bytes) }.first
      problems.append(LuaSettingsProblem(path: path, bytes: bytes, version: version, at: place ?? 0..<0))
    }
    for library in Self.strings(json, "workspace", "library") {
      var path = Substring(library)
      if path.hasPrefix("./") { path = path.dropFirst(2) }
      let full = path.hasPrefix("/") ? String(path) : "\(folder)/\(path)"
      if !libraries.contains(full) { libraries.append(full) }
    }
    globals.formUnion(Self.strings(json, "diagnostics", "globals"))
    silencedCodes.formUnion(Self.strings(json, "diagnostics", "disable"))
    for (code, word) in Self.words(json, "diagnostics", "severity") {
      if severities[code] == nil, let severity = AnalysisDiagnostic.Severity(rawValue: word) {
        severities[code] = severity
      }
    }
    // What is wanted of no file is not wanted; opened or not makes no difference here.
    for (code, word) in Self.words(json, "diagnostics", "neededFileStatus") where word == "none" {
      silencedCodes.insert(code)
    }
  }

  /// Whether scripts are run by a version of Lua: `Lua 5.4` for LuaLS, `Lua5.4` or the latest for EmmyLua.
  private static func isOurs(_ version: String) -> Bool {
    ["lua5.4", "lualatest"].contains(version.lowercased().filter { $0 != " " })
  }

  /// A list of strings.
  private static func strings(_ json: JSON, _ section: String, _ name: String) -> [String] {
    (value(json, section, name)?.arrayValue ?? []).compactMap(\.stringValue)
  }

  /// The words of an object, in lower case; with a `!` behind them they mean the same here.
  private static func words(_ json: JSON, _ section: String, _ name: String) -> [(code: String, word: String)] {
    (value(json, section, name)?.objectValue ?? [:]).compactMap { member in
      guard let word = member.value.stringValue?.lowercased() else { return nil }
      return (member.key, word.hasSuffix("!") ? String(word.dropLast()) : word)
    }
  }

  /// A setting, whichever way the file writes names of two parts.
  private static func value(_ json: JSON, _ section: String, _ name: String) -> JSON? {
    paths(section, name).lazy.compactMap { path in path.reduce(Optional(json)) { $0?[$1] } }.first
  }

  private static func paths(_ section: String, _ name: String) -> [[String]] {
    [[section, name], ["\(section).\(name)"], ["Lua.\(section).\(name)"], ["Lua", section, name]]
  }
}
