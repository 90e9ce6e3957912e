import CofreSchema

/// What an expression may hold, as annotations say or as the code shows.
indirect enum LuaType: Sendable, Hashable {
  /// Nothing is known, so nothing can be wrong.
  case unknown
  /// An annotation says that anything may be there.
  case any
  case `nil`, boolean, number, integer, string, table, function, thread, userdata
  case literal(Literal)
  /// Two or more, flat, each once.
  case union([LuaType])
  /// A class, an alias or an enumeration by its name, with its type arguments.
  case named(String, [LuaType])
  /// A type parameter of a function, class or alias.
  case parameter(String)
  /// A type parameter that is given by a string with the name of a type.
  case template(String)
  case array(LuaType)
  case map(LuaType, LuaType)
  case tuple([LuaType])
  /// `{ a: A, [B]: C }`.
  case object([ObjectField])
  case callable(FunctionShape)
  /// Any number of values of a type.
  case variadic(LuaType)
  /// The type of an expression of a file, to be worked out when it is asked for.
  case expression(CodePlace)
  /// The table that a constructor makes, with what the code adds to it.
  case constructed(CodePlace)
  /// What only Cofre knows: modules, resources, outputs, the library.
  case known(KnownValue)

  enum Literal: Sendable, Hashable {
    case string(String)
    /// As it is written.
    case number(String)
    case boolean(Bool)
  }

  /// A field of a table type that is written out.
  struct ObjectField: Sendable, Hashable {
    var key: FieldKey
    var type: LuaType
    var isOptional: Bool
  }
}

/// What a field is found by.
enum FieldKey: Sendable, Hashable {
  case name(String)
  /// Any key of a type.
  case type(LuaType)

  var name: String? {
    if case .name(let name) = self { return name }
    return nil
  }
}

/// An expression of a file, or the body of a function, by its range.
struct CodePlace: Sendable, Hashable {
  var file: FileIdentity
  var range: Range<Int>
}

/// What tells a file from others: it holds no file, so that a file's summary may hold it.
typealias FileIdentity = ObjectIdentifier

/// A value that Cofre knows, told from others by what it is.
struct KnownValue: Sendable, Hashable {
  var kind: ValueKind

  static func == (one: KnownValue, other: KnownValue) -> Bool { one.kind.identity == other.kind.identity }
  func hash(into hasher: inout Hasher) { hasher.combine(kind.identity) }
}

extension ValueKind {
  /// A text that is the same for the same thing.
  fileprivate var identity: String {
    switch self {
    case .constructor(let type): "constructor \(type.name)"
    case .handle(let index): "handle \(index)"
    case .output(let output): "output \(output.declaration ?? -1) \(output.path) \(output.isSensitive)"
    case .namespace(let name): "namespace \(name)"
    case .library(let name): "library \(name)"
    case .function(let name): "function \(name)"
    case .module(let name): "module \(name)"
    case .configurationValue(let key): "value \(key ?? "")"
    default: "\(self)"
    }
  }

  /// Whether Cofre knows more of it than its Lua type.
  var isCofres: Bool {
    switch self {
    case .unknown, .module, .text, .number, .boolean, .table, .closure: false
    default: true
    }
  }
}

extension LuaType {
  /// One of several types: flat, each once; what may be anything makes the whole so.
  static func oneOf(_ types: some Sequence<LuaType>) -> LuaType {
    var members: [LuaType] = []
    // Most are few, and comparing them is quicker than hashing.
    var seen: Set<LuaType>?
    func isNew(_ type: LuaType) -> Bool {
      if seen != nil { return seen!.insert(type).inserted }
      if members.contains(type) { return false }
      if members.count == 12 { seen = Set(members + [type]) }
      return true
    }
    func has(_ type: LuaType) -> Bool { seen?.contains(type) ?? members.contains(type) }
    func add(_ type: LuaType) {
      // Beyond this many nobody reads them, and every question would cost as much.
      guard members.count < 200 else { return }
      if case .union(let inner) = type {
        for member in inner { add(member) }
      } else if isNew(type) {
        members.append(type)
      }
    }
    for type in types { add(type) }
    if members.count == 1 { return members[0] }
    if has(.any) { return .any }
    func absorb(_ whole: LuaType, where isPart: (LuaType) -> Bool) {
      if has(whole) { members.removeAll { $0 != whole && isPart($0) } }
    }
    absorb(.boolean) { if case .literal(.boolean) = $0 { true } else { false } }
    absorb(.integer) { if case .literal(.number(let text)) = $0 { text.isIntegerNumeral } else { false } }
    absorb(.number) { if case .literal(.number) = $0 { true } else { false } }
    absorb(.string) { if case .literal(.string) = $0 { true } else { false } }
    if has(.literal(.boolean(true))), has(.literal(.boolean(false))) {
      let place = members.firstIndex { if case .literal(.boolean) = $0 { true } else { false } } ?? 0
      members.removeAll { if case .literal(.boolean) = $0 { true } else { false } }
      members.insert(.boolean, at: min(place, members.count))
    }
    if members.count == 1 { return members[0] }
    return members.isEmpty ? .unknown : .union(members)
  }

  /// The types of which it is one.
  var alternatives: [LuaType] {
    if case .union(let members) = self { return members }
    return [self]
  }

  var mayBeNil: Bool { alternatives.contains(.nil) }

  /// Whether a part of it is not known.
  var isUncertain: Bool { alternatives.contains { $0 == .unknown || $0 == .any } }

  /// Without nil; never empty.
  var withoutNil: LuaType {
    guard case .union(let members) = self else { return self }
    return .oneOf(members.filter { $0 != .nil })
  }

  var optional: LuaType { self == .any || self == .unknown ? self : .oneOf([self, .nil]) }

  /// Without what is not known, where anything else is.
  var certain: LuaType {
    guard case .union(let members) = self else { return self }
    let known = members.filter { $0 != .unknown }
    return known.isEmpty ? .unknown : .oneOf(known)
  }

  /// The type that a literal belongs to.
  var widened: LuaType {
    switch self {
    case .literal(.string): .string
    case .literal(.boolean): .boolean
    case .literal(.number(let text)): text.isIntegerNumeral ? .integer : .number
    case .union(let members): .oneOf(members.map(\.widened))
    default: self
    }
  }

  var functionShapes: [FunctionShape] {
    alternatives.compactMap { if case .callable(let shape) = $0 { shape } else { nil } }
  }
}

extension String {
  /// Whether a numeral stands for a whole number.
  var isIntegerNumeral: Bool {
    hasPrefix("0x") || hasPrefix("0X")
      ? !contains(".") && !contains("p") && !contains("P") : !contains { $0 == "." || $0 == "e" || $0 == "E" }
  }
}
