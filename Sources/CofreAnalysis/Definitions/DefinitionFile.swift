/// A file of declarations that an editor opens to show what Cofre or Lua itself gives to scripts.
package struct DefinitionFile: Sendable {
  /// The name under which Lua's own library is asked for; no module has it, as it needs no `require`.
  package static let luaModule = "lua"

  package let text: ScriptText

  package init(_ text: ScriptText) { self.text = text }

  /// The path of a module's file below the folder of all of them; nil for what is none of Cofre's.
  package static func path(of module: String) -> String? {
    guard module == luaModule || module == "cofre" || module.hasPrefix("cofre.") else { return nil }
    return RequiredModules.paths(of: module).first
  }

  /// The name of what a target is, and all of its declaration; nil when the file has none of that.
  package func place(of thing: DefinitionTarget.Thing) -> (range: Range<Int>, fullRange: Range<Int>)? {
    switch thing {
    case .file: return (0..<0, 0..<0)
    case .type(let name):
      return text.summary.classes.first { $0.name == name }.map { ($0.place.range, $0.place.fullRange) }
    case .member(let name):
      if let function = text.index.functions.first(where: { $0.name == name }) {
        return (function.nameRange, function.range)
      }
      let uses = text.index.uses[SymbolKey(global: name)] ?? []
      return uses.first(where: \.isWrite).map { ($0.range, $0.range) }
    case .field(let name, let owners):
      for owner in owners {
        let fields = text.summary.classes.lazy.filter { $0.name == owner }.flatMap(\.fields)
        if let field = fields.first(where: { $0.key == .name(name) }) {
          return (field.place.range, field.place.fullRange)
        }
      }
      return nil
    }
  }
}
