import LuaSyntax

/// What the name of a type stands for.
enum TypeDefinition {
  /// The parts in which it is declared, at least one.
  case `class`([ClassDeclaration])
  case alias(AliasDeclaration)
  case enumeration(EnumDeclaration)

  var places: [DeclarationPlace] {
    switch self {
    case .class(let parts): parts.map(\.place)
    case .alias(let alias): [alias.place]
    case .enumeration(let enumeration): [enumeration.place]
    }
  }

  var documentation: String? {
    switch self {
    case .class(let parts): parts.lazy.compactMap(\.documentation).first
    case .alias(let alias): alias.documentation
    case .enumeration(let enumeration): enumeration.documentation
    }
  }
}

extension DocumentFacts {
  /// What the name of a type stands for; nil when no file declares it.
  func definition(ofType name: String) -> TypeDefinition? {
    let own = types.own
    let others = workspace.surroundings.types
    let parts = (own.classes[name] ?? []) + others.classes(name)
    if !parts.isEmpty { return .class(parts) }
    if let alias = own.aliases[name] ?? others.alias(name) { return .alias(alias) }
    if let enumeration = own.enumerations[name] ?? others.enumeration(name) { return .enumeration(enumeration) }
    return nil
  }

  /// The names of the types that can be meant here, in no certain order.
  var typeNames: Set<String> {
    let own = types.own
    return workspace.surroundings.types.names.union(own.classes.keys).union(own.aliases.keys).union(
      own.enumerations.keys)
  }

  /// Whether the name of a type stands for a class.
  func isClass(_ name: String) -> Bool {
    types.own.classes[name] != nil || workspace.surroundings.types.hasClass(name)
  }

  /// Where something is declared, as a place to go to.
  func location(of place: DeclarationPlace) -> LocationItem? {
    if place.file == types.identity { return LocationItem(range: place.range, fullRange: place.fullRange) }
    guard let file = workspace.surroundings.types.file(place.file) else { return nil }
    return LocationItem(path: file.path, range: place.range, fullRange: place.fullRange)
  }
}

extension TypeInquiry {
  func definition(_ name: String) -> TypeDefinition? { facts.definition(ofType: name) }

  /// A type with what stands behind it: aliases, enumerations and the expressions of files are followed.
  func expanded(_ type: LuaType) -> LuaType {
    switch type {
    case .union(let members): return .oneOf(members.map(expanded))
    case .named(let name, let arguments):
      if facts.isClass(name) { return type }
      switch definition(name) {
      case .alias(let alias):
        return bounded(.alias, name.hashValue, else: .unknown) {
          expanded(alias.type.substituting(Substitution(alias.generics, arguments)))
        }
      case .enumeration(let enumeration): return enumeration.type
      default: return type
      }
    case .expression(let place): return expanded(self.type(at: place))
    case .variadic(let inner): return expanded(inner)
    default: return type
    }
  }

  /// The type of an expression of some file.
  func type(at place: CodePlace) -> LuaType {
    guard let inquiry = inquiry(in: place.file) else { return .unknown }
    guard let expression = inquiry.expression(at: place.range) else { return .unknown }
    return exported(inquiry.type(of: expression), from: place.file)
  }

  /// A type of another file: what is counted there means nothing here.
  func exported(_ type: LuaType, from file: FileIdentity) -> LuaType {
    guard file != identity else { return type }
    switch type {
    case .known(let value):
      switch value.kind {
      case .handle(let index):
        guard let other = inquiry(in: file) else { return .unknown }
        return .known(KnownValue(kind: .resource(other.facts.declarations[index].type)))
      case .output(var output):
        output.declaration = nil
        return .known(KnownValue(kind: .output(output)))
      default: return type
      }
    case .union(let members): return .oneOf(members.map { exported($0, from: file) })
    default: return type
    }
  }

  /// The expression of this file whose range is given.
  func expression(at range: Range<Int>) -> Expression? {
    for node in file.innermostNode(covering: range).ancestors {
      if node.range != range { return nil }
      if node.kind.isExpression { return Expression(node) }
    }
    return nil
  }

  /// What `require` answers for a file of the project or of a library.
  func moduleType(_ name: String) -> LuaType {
    guard let module = facts.workspace.modules[name] else { return .unknown }
    if let type = module.text.summary.returned { return type }
    guard let inquiry = inquiry(in: ObjectIdentifier(module.text)) else { return .unknown }
    return exported(inquiry.returnedType(), from: inquiry.identity)
  }

  /// What the file itself returns.
  private func returnedType() -> LuaType {
    bounded(.body, -1, else: .unknown) {
      for statement in file.block.statements.reversed() {
        guard case .return(let statement) = statement, let value = statement.values.first else { continue }
        return type(of: value)
      }
      return .unknown
    }
  }

  /// All classes above one, itself first, each once, with the arguments given for their parameters.
  func lineage(of name: String, _ arguments: [LuaType]) -> [(part: ClassDeclaration, substitution: Substitution)] {
    var result: [(part: ClassDeclaration, substitution: Substitution)] = []
    var seen: Set<String> = [name]
    var waiting: [(name: String, arguments: [LuaType])] = [(name, arguments)]
    var next = 0
    while next < waiting.count, next < 64 {
      defer { next += 1 }
      guard case .class(let parts)? = definition(waiting[next].name) else {
        // A class may well stand above an alias of another.
        if case .alias(let alias)? = definition(waiting[next].name), case .named(let name, let inner) = alias.type,
          seen.insert(name).inserted
        {
          waiting.append((name, inner))
        }
        continue
      }
      for part in parts {
        let generics = part.generics.isEmpty ? parts.first { !$0.generics.isEmpty }?.generics ?? [] : part.generics
        let substitution = Substitution(generics, waiting[next].arguments)
        result.append((part, substitution))
        for parent in part.parents {
          guard case .named(let name, let inner) = parent, seen.insert(name).inserted else { continue }
          waiting.append((name, inner.map { $0.substituting(substitution) }))
        }
      }
    }
    return result
  }

  /// The result of an operator that a class defines.
  func operatorResult(_ name: String, _ left: LuaType, _ right: LuaType?) -> LuaType? {
    for (type, other) in [(left, right), (right ?? .unknown, left)] {
      guard case .named(let className, let arguments) = type else { continue }
      for (part, substitution) in lineage(of: className, arguments) {
        guard let declared = part.operators[name] else { continue }
        let fitting = declared.first { declared in
          guard let operand = declared.operand, let other else { return true }
          return fits(other, operand.substituting(substitution))
        }
        if let fitting { return fitting.result.substituting(substitution) }
      }
    }
    return left.isUncertain || right?.isUncertain == true || left.isNamed || right?.isNamed == true ? .unknown : nil
  }
}

extension LuaType {
  fileprivate var isNamed: Bool { alternatives.contains { if case .named = $0 { true } else { false } } }
}
