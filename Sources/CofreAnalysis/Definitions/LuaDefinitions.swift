/// Lua's own library as scripts have it, written as a definition file.
package enum LuaDefinitions {
  /// What stands at the top.
  static let head =
    "---@meta\n\n-- Lua's own library as stack scripts have it. Written by Cofre for editors; do not edit.\n"

  /// The text of the file.
  package static var text: String {
    var text = head
    for table in StandardLibrary.tables.keys.sorted() where !table.hasPrefix("cofre") {
      if !table.isEmpty { text += "\n---@class \(table)lib\n\(table) = {}\n" }
      for entry in StandardLibrary.tables[table] ?? [] { text += "\n\(declaration(of: entry))" }
    }
    return text
  }

  private static func declaration(of entry: LibraryEntry) -> String {
    let documentation = "---\(entry.documentation)\n"
    guard entry.isFunction else { return "\(documentation)---@type \(entry.result ?? "any")\n\(entry.name) = nil\n" }
    var lines = "\(documentation)---\n---`\(entry.signature)`\n"
    var names: [String] = []
    for parameter in entry.parameters {
      let name = parameter.hasSuffix("?") ? String(parameter.dropLast()) : parameter
      // Some are called as what they take is called, which may be a word of the language.
      names.append(StandardLibrary.keywords.contains(name) ? "\(name)_" : name)
      if parameter.hasSuffix("?") { lines += "---@param \(name)? any\n" }
    }
    return "\(lines)function \(entry.name)(\(names.joined(separator: ", "))) end\n"
  }
}
