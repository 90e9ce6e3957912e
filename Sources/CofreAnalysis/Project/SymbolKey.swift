/// What a name in a file stands for beyond that file, as far as the file's own text tells.
struct SymbolKey: Sendable, Hashable {
  enum Root: Sendable, Hashable {
    /// What the file itself gives to those who require it.
    case ownModule
    /// A module, by the name that `require` is given.
    case module(String)
    case global(String)
    /// A function that only its file knows, by the offset of its name.
    case localFunction(Int)
    /// A table that a local variable holds, by the offset of the variable's name; only its file knows its fields.
    case localTable(Int)
    /// A class, alias or enumeration that annotations declare, by its name with all dots.
    case type(String)
  }

  var root: Root
  /// The names that follow, with dots between them: `kms.Key`; empty for the root itself.
  var path = ""

  init(root: Root, path: String = "") {
    self.root = root
    self.path = path
  }

  /// A global, or what is reached from one: `a.b.c`.
  init(global name: String) {
    let parts = name.split(separator: ".", maxSplits: 1)
    self.init(root: .global(String(parts.first ?? "")), path: parts.count > 1 ? String(parts[1]) : "")
  }

  /// The member of a name; nil when the chain is longer than anybody would share.
  func member(_ name: String) -> SymbolKey? {
    if path.isEmpty { return SymbolKey(root: root, path: name) }
    guard path.utf8.count(where: { $0 == UInt8(ascii: ".") }) < Self.maximumDots else { return nil }
    return SymbolKey(root: root, path: "\(path).\(name)")
  }

  /// Bounds what a chain such as `a.b.c…` that is as long as its file costs.
  private static let maximumDots = 6

  /// The last of its names.
  var name: String {
    if !path.isEmpty {
      let dot = path.utf8.lastIndex(of: UInt8(ascii: "."))
      return String(path[(dot.map(path.utf8.index(after:)) ?? path.startIndex)...])
    }
    switch root {
    case .module(let name), .global(let name), .type(let name): return name
    case .ownModule, .localFunction, .localTable: return ""
    }
  }

  /// What it is a member of; nil for a root.
  var parent: SymbolKey? {
    guard !path.isEmpty else { return nil }
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return SymbolKey(root: root) }
    return SymbolKey(root: root, path: String(path[..<dot]))
  }
}
