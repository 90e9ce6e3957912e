/// A thing that Cofre or Lua itself gives to scripts, as a definition file declares it.
package struct DefinitionTarget: Sendable, Hashable {
  /// What to look for in the file.
  package enum Thing: Sendable, Hashable {
    /// The file as a whole.
    case file
    /// A class, by its name.
    case type(String)
    /// A function, or a value or table that a global or module holds, by its name as it is written.
    case member(String)
    /// A field of the first of some classes that has one.
    case field(String, of: [String])
  }

  /// The module whose definition file it is, such as `cofre.aws`; ``DefinitionFile/luaModule`` for Lua's own library.
  package var module: String
  package var thing: Thing

  package init(module: String, _ thing: Thing) {
    self.module = module
    self.thing = thing
  }

  /// Something of a resource type, whose name begins with its cloud's.
  init(ofType name: String, _ thing: Thing) {
    let cloud = name.split(separator: ".").first ?? ""
    self.init(module: cloud == "cofre" ? "cofre" : "cofre.\(cloud)", thing)
  }
}
