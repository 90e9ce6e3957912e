/// Types for type parameters.
struct Substitution: Sendable {
  private(set) var types: [String: LuaType] = [:]

  init() {}

  init(_ parameters: [FunctionShape.TypeParameter], _ arguments: [LuaType]) {
    for (index, parameter) in parameters.enumerated() {
      types[parameter.name] = index < arguments.count ? arguments[index] : parameter.constraint ?? .unknown
    }
  }

  var isEmpty: Bool { types.isEmpty }

  subscript(name: String) -> LuaType? {
    get { types[name] }
    set { types[name] = newValue }
  }

  /// With a type for `self`.
  func with(self type: LuaType) -> Substitution {
    var copy = self
    copy.types["self"] = type
    return copy
  }
}

extension LuaType {
  /// The type with its parameters replaced; those that have no type stay.
  func substituting(_ substitution: Substitution) -> LuaType {
    substitution.isEmpty ? self : substituting(substitution, depth: 16)
  }

  private func substituting(_ substitution: Substitution, depth: Int) -> LuaType {
    guard depth > 0 else { return self }
    func inner(_ type: LuaType) -> LuaType { type.substituting(substitution, depth: depth - 1) }
    switch self {
    case .parameter(let name), .template(let name): return substitution[name] ?? self
    case .union(let members): return .oneOf(members.map(inner))
    case .named(let name, let arguments): return arguments.isEmpty ? self : .named(name, arguments.map(inner))
    case .array(let element): return .array(inner(element))
    case .map(let key, let value): return .map(inner(key), inner(value))
    case .tuple(let members): return .tuple(members.map(inner))
    case .variadic(let type): return .variadic(inner(type))
    case .object(let fields):
      return .object(
        fields.map { field in
          var field = field
          if case .type(let key) = field.key { field.key = .type(inner(key)) }
          field.type = inner(field.type)
          return field
        })
    case .callable(let shape): return .callable(shape.substituting(substitution, depth: depth - 1))
    default: return self
    }
  }
}

extension FunctionShape {
  func substituting(_ substitution: Substitution) -> FunctionShape {
    substitution.isEmpty ? self : substituting(substitution, depth: 16)
  }

  fileprivate func substituting(_ substitution: Substitution, depth: Int) -> FunctionShape {
    guard depth > 0 else { return self }
    var copy = self
    for index in copy.parameters.indices {
      copy.parameters[index].type = copy.parameters[index].type?.substituting(substitution)
    }
    copy.results = results?.map { result in
      var result = result
      result.type = result.type.substituting(substitution)
      return result
    }
    copy.overloads = copy.overloads.map { $0.substituting(substitution, depth: depth - 1) }
    return copy
  }
}
