/// What scripts find without `require`, as the limited VM has it, and what it lacks of Lua's own.
enum StandardLibrary {
  /// By full name.
  private static let entries: [String: LibraryEntry] = {
    var entries: [String: LibraryEntry] = [:]
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      if let entry = LibraryEntry(line: Substring(line)) { entries[entry.name] = entry }
    }
    return entries
  }()

  /// The entries of each table, sorted; the globals under the empty name.
  static let tables: [String: [LibraryEntry]] = {
    var tables: [String: [LibraryEntry]] = [:]
    for entry in entries.values {
      let dot = entry.name.utf8.lastIndex(of: UInt8(ascii: ".")) ?? entry.name.startIndex
      tables[String(entry.name[..<dot]), default: []].append(entry)
    }
    return tables.mapValues { $0.sorted { $0.name < $1.name } }
  }()

  static func entry(_ name: String) -> LibraryEntry? { entries[name] }

  /// Names that mean something everywhere; the module `cofre` has to be required.
  static let globalNames: Set<String> = {
    var names = Set(tables[""]?.map(\.name) ?? [])
    names.formUnion(tables.keys.filter { !$0.isEmpty && !$0.hasPrefix("cofre") })
    // What follows the name of a script for `cofre run` is in `arg`.
    return names.union(["_G", "_VERSION", "_ENV", "arg"])
  }()

  /// What Lua has and scripts have not, with what to do instead.
  static let unavailable: [String: String] = [
    "collectgarbage": "Memory is looked after by the program.",
    "debug": "Nothing takes its place.",
    "dofile": "Use require, which finds the files of the project.",
    "getfenv": "It is of Lua 5.1.",
    "io": "Take values from the stack's configuration, and use cofre.log for messages.",
    "load": "Code is not made at run time: an editor and a reviewer would not see it.",
    "loadfile": "Use require, which finds the files of the project.",
    "loadstring": "It is of Lua 5.1, and code is not made at run time.",
    "module": "It is of Lua 5.1: return a table instead.",
    "os.execute": "Scripts start no programs.",
    "os.exit": "Use error, or return from the script.",
    "os.getenv": "Take the value from the stack's configuration: config:get \"key\".",
    "os.remove": "Scripts change no files.",
    "os.rename": "Scripts change no files.",
    "os.setlocale": "Nothing takes its place.",
    "os.tmpname": "Scripts make no files.",
    "package": "Use require, which finds the standard library and the files of the project.",
    "setfenv": "It is of Lua 5.1.",
    "string.dump": "Code is not made at run time.",
    "unpack": "It is table.unpack.",
    "warn": "Use cofre.log.warning.",
  ]

  /// What the module `cofre` has only in scripts that act, those of `cofre run`: nothing tells such a script by its text.
  static let functionsOfActingScripts: Set<String> = [
    "destroy", "env", "gather", "outputs", "preview", "read", "refresh", "resources", "sleep", "spawn", "up",
  ]

  /// The parts of Cofre's own modules: a run finds them, and nothing else is to be built on them.
  static let innerModules: Set<String> = [
    "cofre.config", "cofre.init", "cofre.prelude", "cofre.resources", "cofre.script",
  ]

  /// Whether `require` of a name does nothing but answer: it is one of Cofre's modules, or a library's.
  static func isOwnModule(_ name: String, _ workspace: WorkspaceContext) -> Bool {
    if let module = workspace.modules[name] { return module.isLibrary }
    return name == "cofre" || name == "cofre.log"
      || name.hasPrefix("cofre.") && workspace.catalog.clouds.contains(String(name.dropFirst("cofre.".count)))
  }

  static let keywords = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
}
