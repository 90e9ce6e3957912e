import CofreJSON

/// What a folder says to Lua servers in general: the parts of `.luarc.json` and `.emmyrc.json` that mean something here.
struct LuaSettings: Sendable, Equatable {
  static let fileNames = [".luarc.json", ".emmyrc.json"]

  /// Folders with further modules, as paths.
  var libraries: [String] = []
  /// Global names that exist beside those of Lua.
  var globals: Set<String> = []
  /// Codes of diagnostics that are not wanted.
  var silencedCodes: Set<String> = []

  /// Adds what one file says; a file that is no JSON says nothing.
  mutating func read(_ bytes: [UInt8], folder: String) {
    guard let json = try? JSON.parse(bytes) else { return }
    for library in Self.strings(json, "workspace", "library") {
      var path = Substring(library)
      if path.hasPrefix("./") { path = path.dropFirst(2) }
      let full = path.hasPrefix("/") ? String(path) : "\(folder)/\(path)"
      if !libraries.contains(full) { libraries.append(full) }
    }
    globals.formUnion(Self.strings(json, "diagnostics", "globals"))
    silencedCodes.formUnion(Self.strings(json, "diagnostics", "disable"))
  }

  /// A list of strings, whichever way the file writes names of two parts.
  private static func strings(_ json: JSON, _ section: String, _ name: String) -> [String] {
    let value = json[section]?[name] ?? json["\(section).\(name)"] ?? json["Lua.\(section).\(name)"]
    return (value?.arrayValue ?? []).compactMap(\.stringValue)
  }
}
