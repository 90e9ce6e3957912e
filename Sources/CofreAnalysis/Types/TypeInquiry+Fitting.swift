extension TypeInquiry {
  /// Whether a value of a type may stand where another is expected; true wherever that is not known to be wrong.
  ///
  /// Of a union it is enough that one alternative may stand there.
  func fits(_ given: LuaType, _ expected: LuaType) -> Bool { fits(given, expected, depth: 12) }

  private func fits(_ given: LuaType, _ expected: LuaType, depth: Int) -> Bool {
    guard depth > 0, bounds.steps > 0, given != expected else { return true }
    bounds.steps -= 1
    switch expected {
    case .unknown, .any, .parameter, .template, .expression, .known: return true
    case .union(let members): return members.contains { fits(given, $0, depth: depth - 1) }
    case .variadic(let inner): return fits(given, inner, depth: depth - 1)
    default: break
    }
    switch given {
    case .unknown, .any, .parameter, .template, .known: return true
    case .union(let members): return members.contains { fits($0, expected, depth: depth - 1) }
    case .expression: return fits(expanded(given), expected, depth: depth - 1)
    case .variadic(let inner): return fits(inner, expected, depth: depth - 1)
    case .named(let name, _): if !isClass(name) { return fitsExpanded(given, expected, depth) }
    default: break
    }
    if case .named(let name, _) = expected, !isClass(name) {
      let inner = expanded(expected)
      if case .named = inner { return true }
      return fits(given, inner, depth: depth - 1)
    }
    return fitsPlain(given, expected, depth)
  }

  private func isClass(_ name: String) -> Bool {
    if case .class? = definition(name) { return true }
    return false
  }

  private func fitsExpanded(_ given: LuaType, _ expected: LuaType, _ depth: Int) -> Bool {
    let inner = expanded(given)
    if case .named = inner { return true }
    return fits(inner, expected, depth: depth - 1)
  }

  /// Neither of the two is a union, an alias or unknown.
  private func fitsPlain(_ given: LuaType, _ expected: LuaType, _ depth: Int) -> Bool {
    switch expected {
    case .nil: return given == .nil
    case .boolean: return given.widened == .boolean
    case .number:
      return given.widened == .integer || given.widened == .number
    case .integer:
      if case .literal(.number(let text)) = given { return text.isIntegerNumeral || text.isWhole }
      // The result of arithmetic may well be whole.
      return given == .integer || given == .number
    case .string: return given.widened == .string || inherits(given, "string")
    case .literal(.string): return given == .string
    case .literal(.number): return given == .number || given == .integer
    case .literal(.boolean): return given == .boolean
    case .table:
      switch given {
      case .table, .constructed, .object, .array, .map, .tuple, .named, .userdata: return true
      default: return false
      }
    case .function:
      switch given {
      case .callable, .function, .named, .constructed: return true
      default: return false
      }
    case .callable:
      switch given {
      case .callable, .function, .named, .constructed, .table: return true
      default: return false
      }
    case .thread: return given == .thread
    case .userdata: return !given.isPlainData
    case .named(let name, _): return fitsClass(given, name, depth)
    case .array, .map, .tuple, .object:
      return given.isTableLike && fitsElements(given, expected, depth)
    case .constructed: return given.isTableLike
    default: return true
    }
  }

  private func fitsClass(_ given: LuaType, _ name: String, _ depth: Int) -> Bool {
    switch given {
    case .named(let other, let arguments):
      guard other != name else { return true }
      // What stands above a class may be unknown, or known by another name.
      return lineage(of: other, arguments).contains { part in
        part.part.name == name
          || part.part.parents.contains { parent in
            guard case .named(let above, _) = parent else { return true }
            return above == name || definition(above) == nil
          }
      }
    case .constructed, .object, .table, .map, .array, .tuple, .userdata: return true
    case .callable, .function:
      return lineage(of: name, []).contains { !$0.part.calls.isEmpty }
    default: return inheritsPlain(name, given)
    }
  }

  /// Whether a class stands below a plain type, as `---@class Id: string` does.
  private func inheritsPlain(_ name: String, _ given: LuaType) -> Bool {
    lineage(of: name, []).contains { $0.part.parents.contains { $0 == given.widened } }
  }

  private func inherits(_ given: LuaType, _ plain: String) -> Bool {
    guard case .named(let name, let arguments) = given else { return false }
    return lineage(of: name, arguments).contains { $0.part.parents.contains { $0.text == plain } }
  }

  /// Whether what is in one table may be in the other, as far as the elements show.
  private func fitsElements(_ given: LuaType, _ expected: LuaType, _ depth: Int) -> Bool {
    switch (given, expected) {
    case (.array(let one), .array(let two)): return fits(one, two, depth: depth - 1)
    case (.map(_, let one), .map(_, let two)): return fits(one, two, depth: depth - 1)
    default: return true
    }
  }
}

extension LuaType {
  var isTableLike: Bool {
    switch self {
    case .table, .constructed, .object, .array, .map, .tuple, .named, .userdata: true
    default: false
    }
  }

  fileprivate var isPlainData: Bool {
    switch widened {
    case .nil, .boolean, .number, .integer, .string, .callable: true
    default: false
    }
  }
}

extension String {
  /// Whether a numeral stands for a whole number, be it written with a point or an exponent; true of what is not read.
  fileprivate var isWhole: Bool { Double(self).map { $0 == $0.rounded() } ?? true }
}
