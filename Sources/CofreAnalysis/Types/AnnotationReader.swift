import LuaSyntax

/// Makes types of what annotations write.
struct AnnotationReader {
  let file: FileIdentity
  /// The names that stand for type parameters.
  var parameters: Set<String> = []

  func type(_ expression: TypeExpression) -> LuaType {
    switch expression.kind {
    case .missing: .unknown
    case .name(let name, let arguments): named(name, arguments)
    case .string(let text): .literal(.string(text))
    case .number(let text): .literal(.number(text))
    case .boolean(let flag): .literal(.boolean(flag))
    case .union(let members): .oneOf(members.map(type))
    case .array(let element): .array(type(element))
    case .optional(let inner): type(inner).optional
    case .tuple(let members): .tuple(members.map(type))
    case .table(let fields): table(fields)
    case .function(let function): .callable(shape(function))
    case .template(let name): .template(name)
    case .vararg(let inner): .variadic(type(inner))
    case .parenthesized(let inner): type(inner)
    }
  }

  private func named(_ name: String, _ arguments: [TypeExpression]) -> LuaType {
    if parameters.contains(name) { return .parameter(name) }
    switch name {
    case "any": return .any
    case "unknown": return .unknown
    case "nil", "void": return .nil
    case "boolean", "bool": return .boolean
    case "number": return .number
    case "integer", "int": return .integer
    case "string": return .string
    case "function", "fun": return .function
    case "thread": return .thread
    case "userdata", "lightuserdata": return .userdata
    case "self": return .parameter("self")
    case "table":
      switch arguments.count {
      case 0: return .table
      case 1: return .array(type(arguments[0]))
      default: return .map(type(arguments[0]), type(arguments[1]))
      }
    default: return .named(name, arguments.map(type))
    }
  }

  private func table(_ fields: [TableTypeField]) -> LuaType {
    if fields.count == 1, case .positional = fields[0].key { return .array(type(fields[0].type)) }
    return .object(
      fields.enumerated().map { position, field in
        let key: FieldKey
        switch field.key {
        case .name(let name): key = .name(name.text)
        case .type(let type): key = .type(self.type(type))
        case .positional: key = .type(.literal(.number(String(position + 1))))
        }
        return LuaType.ObjectField(key: key, type: type(field.type), isOptional: field.isOptional)
      })
  }

  func shape(_ function: FunctionType) -> FunctionShape {
    FunctionShape(
      parameters: function.parameters.map {
        FunctionShape.Parameter(name: $0.name.text, type: $0.type.map(type), isOptional: $0.isOptional)
      },
      results: function.results.map { FunctionShape.Result(name: $0.name?.text, type: type($0.type)) },
      isAsync: function.isAsync)
  }

  func typeParameter(_ parameter: Annotation.GenericParameter) -> FunctionShape.TypeParameter {
    FunctionShape.TypeParameter(name: parameter.name.text, constraint: parameter.constraint.map(type))
  }

  /// What a function takes and answers, from what stands above it and from its head.
  func shape(of body: FunctionBody, isMethod: Bool, _ documentation: DocumentationComment?) -> FunctionShape {
    var shape = FunctionShape(isMethod: isMethod, body: CodePlace(file: file, range: body.range))
    let names = body.parameters.map(\.text) + (body.isVararg ? ["..."] : [])
    shape.parameters = names.map { FunctionShape.Parameter(name: $0) }
    guard let documentation else { return shape }
    var reader = self
    for annotation in documentation.annotations {
      guard case .generic(let generics) = annotation.content else { continue }
      reader.parameters.formUnion(generics.map(\.name.text))
      shape.generics += generics.map(reader.typeParameter)
    }
    reader.read(documentation, into: &shape)
    return shape
  }

  private func read(_ documentation: DocumentationComment, into shape: inout FunctionShape) {
    var isDeprecated = false
    var isNodiscard = false
    var related: [String] = []
    for annotation in documentation.annotations {
      switch annotation.content {
      case .param(let param):
        guard let index = shape.parameters.firstIndex(where: { $0.name == param.name.text }) else { continue }
        let type = type(param.type)
        shape.parameters[index].type = type
        shape.parameters[index].isOptional = param.isOptional || type.mayBeNil
        shape.parameters[index].documentation = annotation.description
      case .vararg(let type):
        guard let index = shape.parameters.firstIndex(where: \.isVariadic) else { continue }
        shape.parameters[index].type = self.type(type)
        shape.parameters[index].documentation = annotation.description
      case .return(let results):
        shape.results =
          (shape.results ?? [])
          + results.map {
            FunctionShape.Result(name: $0.name?.text, type: type($0.type), documentation: annotation.description)
          }
      case .overload(let expression):
        if case .callable(let overload) = type(expression) { shape.overloads.append(overload) }
      case .deprecated: isDeprecated = true
      case .nodiscard: isNodiscard = true
      case .async: shape.isAsync = true
      case .see(let name): related.append(name.text)
      default: break
      }
    }
    let text = documentation.text.trimmed
    if !text.isEmpty || isDeprecated || isNodiscard || !related.isEmpty {
      shape.notes = FunctionShape.Notes(
        documentation: text.isEmpty ? nil : text, isDeprecated: isDeprecated, isNodiscard: isNodiscard,
        related: related)
    }
  }
}

extension String {
  /// Without blank lines and spaces around it.
  var trimmed: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}
