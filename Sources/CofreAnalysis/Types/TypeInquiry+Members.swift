import LuaSyntax

extension TypeInquiry {
  /// What a value of a type has behind a name; nil when it has nothing there, or nothing is known.
  func member(_ name: String, of type: LuaType) -> TypeMember? {
    if case .named(let owner, let arguments) = type, arguments.isEmpty,
      let known = memo.member(MemberKey(owner: owner, name: name))
    {
      return known
    }
    return bounded(.alias, name.hashValue, type.hashValue, else: nil) { found(name, in: type) }
  }

  private func found(_ name: String, in type: LuaType) -> TypeMember? {
    switch type {
    case .named(let className, let arguments): return field(name, of: className, arguments, receiver: type)
    case .union(let members): return merged(name, members)
    case .object(let fields): return field(name, among: fields)
    case .constructed(let place): return field(name, ofTableAt: place)
    case .expression(let place): return member(name, of: self.type(at: place))
    case .map(let key, let value): return fits(.string, key) ? TypeMember(name: name, type: value) : nil
    case .string, .literal(.string):
      guard StandardLibrary.entry("string.\(name)") != nil else { return nil }
      return TypeMember(name: name, type: .known(KnownValue(kind: .function("string.\(name)"))))
    case .known(let value):
      let kind = facts.field(name, of: value.kind)
      if kind.isCofres { return TypeMember(name: name, type: .known(KnownValue(kind: kind))) }
      return kind.luaType.map { TypeMember(name: name, type: $0) }
    default: return nil
    }
  }

  private func field(
    _ name: String, of className: String, _ arguments: [LuaType], receiver: LuaType
  ) -> TypeMember? {
    guard arguments.isEmpty else { return foundField(name, of: className, arguments, receiver: receiver) }
    let key = MemberKey(owner: className, name: name)
    if let known = memo.member(key) { return known }
    let cuts = bounds.cuts
    let found = foundField(name, of: className, arguments, receiver: receiver)
    if cuts == bounds.cuts { memo.keep(found, at: key) }
    return found
  }

  private func foundField(
    _ name: String, of className: String, _ arguments: [LuaType], receiver: LuaType
  ) -> TypeMember? {
    guard let definition = definition(className) else {
      // The catalog's types can be named as well.
      return facts.workspace.catalog.resourceType(className).flatMap {
        member(name, of: .known(KnownValue(kind: .resource($0))))
      }
    }
    guard case .class = definition else {
      let type = expanded(.named(className, arguments))
      return type == receiver ? nil : member(name, of: type)
    }
    var found: TypeMember?
    var fallback: TypeMember?
    for (part, substitution) in lineage(of: className, arguments) {
      if let owner = found?.owner, owner != part.name { break }
      let substitution = substitution.with(self: receiver)
      for field in part.fields {
        switch field.key {
        case .name(name):
          let member = TypeMember(field, named: name, of: part.name, substitution)
          guard let earlier = found else {
            found = member
            continue
          }
          // The code sets what an annotation declares: the annotation says the type, the code is where to go as well.
          let isBetter = field.isAnnotated && !isAnnotated(earlier, in: part)
          var both = isBetter ? member : earlier
          both.places = isBetter ? member.places + earlier.places : earlier.places + member.places
          both.documentation = both.documentation ?? member.documentation ?? earlier.documentation
          both.visibility = both.visibility ?? member.visibility ?? earlier.visibility
          if case .unknown = both.type { both.type = isBetter ? earlier.type : member.type }
          found = both
        case .type(let key) where fallback == nil:
          if fits(.literal(.string(name)), key.substituting(substitution)) {
            fallback = TypeMember(field, named: name, of: part.name, substitution)
          }
        default: continue
        }
      }
    }
    return found ?? fallback
  }

  private func isAnnotated(_ member: TypeMember, in part: ClassDeclaration) -> Bool {
    part.fields.contains { $0.isAnnotated && $0.key.name == member.name }
  }

  private func field(_ name: String, among fields: [LuaType.ObjectField]) -> TypeMember? {
    let field =
      fields.first { $0.key.name == name }
      ?? fields.first {
        guard case .type(let key) = $0.key else { return false }
        return fits(.literal(.string(name)), key)
      }
    guard let field else { return nil }
    var member = TypeMember(name: name, type: field.isOptional ? field.type.optional : field.type)
    member.isOptional = field.isOptional
    return member
  }

  /// What several types have behind a name: what any of them has.
  private func merged(_ name: String, _ types: [LuaType]) -> TypeMember? {
    var result: TypeMember?
    for type in types where type != .nil {
      guard let member = member(name, of: type) else { continue }
      guard var known = result else {
        result = member
        continue
      }
      known.type = .oneOf([known.type, member.type])
      known.places += member.places
      known.documentation = known.documentation ?? member.documentation
      known.isDeprecated = known.isDeprecated && member.isDeprecated
      result = known
    }
    return result
  }

  /// All that a value of a type has, each name once, in the order of the declarations.
  func members(of type: LuaType) -> [TypeMember] {
    var names: Set<String> = []
    var result: [TypeMember] = []
    collectMembers(of: type, &names, &result)
    return result
  }

  private func collectMembers(of type: LuaType, _ names: inout Set<String>, _ result: inout [TypeMember]) {
    guard bounds.depth < Self.maximumDepth, result.count < 5_000 else { return }
    bounds.depth += 1
    defer { bounds.depth -= 1 }
    switch type {
    case .named(let name, let arguments):
      guard case .class? = definition(name) else {
        let inner = expanded(type)
        if inner != type { collectMembers(of: inner, &names, &result) }
        return
      }
      for (part, substitution) in lineage(of: name, arguments) {
        let substitution = substitution.with(self: type)
        for field in part.fields {
          guard let key = field.key.name, names.insert(key).inserted else { continue }
          result.append(TypeMember(field, named: key, of: part.name, substitution))
        }
      }
    case .union(let members):
      for member in members where member != .nil { collectMembers(of: member, &names, &result) }
    case .object(let fields):
      for field in fields {
        guard let key = field.key.name, names.insert(key).inserted else { continue }
        result += self.field(key, among: fields).map { [$0] } ?? []
      }
    case .constructed(let place):
      guard let inquiry = inquiry(in: place.file), let contents = inquiry.contents(ofTableAt: place.range) else {
        return
      }
      for name in contents.order where names.insert(name).inserted {
        result += field(name, ofTableAt: place).map { [$0] } ?? []
      }
      for parent in inquiry.prototypes(of: contents) {
        collectMembers(of: exported(parent, from: place.file), &names, &result)
      }
    case .expression(let place): collectMembers(of: self.type(at: place), &names, &result)
    default: return
    }
  }

  /// What a value of a type has at a key in brackets.
  func element(of object: LuaType, by key: LuaType) -> LuaType {
    switch key {
    case .literal(.string(let name)): return member(name, of: object)?.type ?? .unknown
    case .named:
      let inner = expanded(key)
      if inner != key { return element(of: object, by: inner) }
    case .union(let keys) where keys.count <= 16 && keys.allSatisfy(\.isText):
      let types = keys.map { element(of: object, by: $0) }
      return types.contains(.unknown) ? .unknown : .oneOf(types)
    default: break
    }
    switch object {
    case .array(let element): return element
    case .map(_, let value): return value
    case .tuple(let members):
      guard case .literal(.number(let text)) = key, let index = Int(text) else { return .oneOf(members) }
      return members.indices.contains(index - 1) ? members[index - 1] : .nil
    case .object(let fields):
      let fitting = fields.filter { field in
        switch field.key {
        case .name: return false
        case .type(let type): return fits(key, type)
        }
      }
      return fitting.isEmpty ? .unknown : .oneOf(fitting.map(\.type))
    case .union(let members):
      let types = members.filter { $0 != .nil }.map { element(of: $0, by: key) }
      return .oneOf(types).certain
    case .named(let name, let arguments):
      guard case .class? = definition(name) else {
        let inner = expanded(object)
        return inner == object ? .unknown : element(of: inner, by: key)
      }
      for (part, substitution) in lineage(of: name, arguments) {
        for field in part.fields {
          guard case .type(let declared) = field.key else { continue }
          if fits(key, declared.substituting(substitution)) { return field.type.substituting(substitution) }
        }
      }
      return .unknown
    case .constructed(let place):
      guard let inquiry = inquiry(in: place.file), let contents = inquiry.contents(ofTableAt: place.range) else {
        return .unknown
      }
      let values = contents.elements.prefix(16).compactMap { inquiry.file.expression($0) }.map(inquiry.type)
      if values.isEmpty { return .unknown }
      return exported(.oneOf(values.map(\.widened) + (contents.isOpen ? [.unknown] : [])), from: place.file)
    case .expression(let place): return element(of: type(at: place), by: key)
    default: return .unknown
    }
  }
}

extension LuaType {
  /// Whether it is one certain text.
  fileprivate var isText: Bool {
    if case .literal(.string) = self { return true }
    return false
  }
}

extension SourceFile {
  func expression(_ id: NodeID) -> Expression? { Expression(node(id)) }
}

extension ValueKind {
  /// The Lua type of what Cofre knows no more of.
  var luaType: LuaType? {
    switch self {
    case .text: .string
    case .number: .number
    case .boolean: .boolean
    case .table: .table
    case .closure: .function
    default: nil
    }
  }
}
