/// What other files may want to know of a file: what it uses and declares that is not its own affair.
///
/// It is made from the text alone, so that it stays valid whatever happens around the file, and is small enough to be kept
/// for every file of a project.
struct FileIndex: Sendable {
  /// One place where a name stands for something shared.
  struct Use: Sendable, Equatable {
    struct Traits: OptionSet, Sendable {
      let rawValue: UInt8
      /// It is declared or assigned here.
      static let write = Traits(rawValue: 1)
      /// It is called here.
      static let call = Traits(rawValue: 2)
      /// What is assigned is a function.
      static let function = Traits(rawValue: 4)
    }

    private var start: UInt32
    private var length: UInt32
    var traits: Traits

    init(_ range: Range<Int>, _ traits: Traits = []) {
      start = UInt32(truncatingIfNeeded: range.lowerBound)
      length = UInt32(truncatingIfNeeded: range.count)
      self.traits = traits
    }

    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
    var isWrite: Bool { traits.contains(.write) }
  }

  /// Something that people look for by its name.
  struct Symbol: Sendable {
    var name: String
    /// What it belongs to: of a resource, its type.
    var container: String?
    var kind: ProjectSymbolItem.Kind
    /// The name; with its quotes where it is a string.
    var range: Range<Int>
    /// Of a resource, the module whose member is called; which modules have types is not known here.
    var module: String?
  }

  /// A function with a name.
  struct Function: Sendable {
    var key: SymbolKey
    /// As it is written: `M.create`, `helper`.
    var name: String
    var nameRange: Range<Int>
    /// From `function` or its name to `end`.
    var range: Range<Int>
  }

  /// The places of each symbol, in order.
  var uses: [SymbolKey: [Use]] = [:]
  /// In order.
  var symbols: [Symbol] = []
  /// In order of their beginning.
  var functions: [Function] = []
  /// Whether it declares types or globals, which all files see without asking for this one.
  var declaresForAll = false
  /// The globals that are given a value, by their names.
  var assignedGlobals: [String] = []
  /// What it gives another meaning of what Lua brings, or adds there: `print`, `string.trim`.
  var changedLibrary: Set<String> = []
  /// The modules that it requires while it is being loaded itself, each once, in order.
  var eagerModules: [String] = []
  /// What a field of the module that it returns can be called; nil when other code may give it further ones.
  var moduleFields: Set<String>?

  /// The shared symbol that is named within a token.
  func symbol(in token: Range<Int>) -> (key: SymbolKey, use: Use)? {
    for (key, uses) in uses {
      if let use = uses.first(where: {
        token.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= token.upperBound
      }) {
        return (key, use)
      }
    }
    return nil
  }

  /// The innermost function around an offset.
  func function(around offset: Int) -> Function? {
    functions.last { $0.range.lowerBound <= offset && offset < $0.range.upperBound }
  }
}
