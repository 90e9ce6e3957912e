import LuaSyntax

/// The names of types that an annotation writes.
enum DocumentedNames {
  /// Calls with each name of a type in an expression, and where it stands.
  static func visit(_ type: TypeExpression, _ body: (String, Range<Int>) -> Void) {
    switch type.kind {
    case .name(let name, let arguments):
      body(name, type.range.lowerBound..<type.range.lowerBound + name.utf8.count)
      for argument in arguments { visit(argument, body) }
    case .union(let members), .tuple(let members): for member in members { visit(member, body) }
    case .array(let inner), .optional(let inner), .vararg(let inner), .parenthesized(let inner): visit(inner, body)
    case .table(let fields):
      for field in fields {
        if case .type(let key) = field.key { visit(key, body) }
        visit(field.type, body)
      }
    case .function(let function):
      for parameter in function.parameters { if let type = parameter.type { visit(type, body) } }
      for result in function.results { visit(result.type, body) }
    // Without its quotes.
    case .template(let name): body(name, type.range.lowerBound + 1..<type.range.lowerBound + 1 + name.utf8.count)
    case .missing, .string, .number, .boolean: return
    }
  }

  /// The types that an annotation writes, the parents of a class left out.
  static func types(of content: Annotation.Content) -> [TypeExpression] {
    let constraints = content.typeParameters.compactMap(\.constraint)
    return switch content {
    case .alias(let alias): [alias.type] + constraints
    case .as(let type), .overload(let type), .vararg(let type): [type]
    case .cast(let cast): cast.operations.compactMap(\.type)
    case .field(let field): [field.type] + (field.key.type.map { [$0] } ?? [])
    case .operator(let content): [content.result] + (content.operand.map { [$0] } ?? [])
    case .param(let param): [param.type]
    case .return(let results): results.map(\.type)
    case .type(let types): types
    default: constraints
    }
  }

  /// The names that stand for type parameters in any of some comments.
  static func parameters(in comments: [DocumentationComment]) -> Set<String> {
    var names: Set<String> = []
    for annotation in comments.lazy.flatMap(\.annotations) {
      names.formUnion(annotation.content.typeParameters.map(\.name.text))
    }
    return names
  }

  /// The names of types that need no declaration.
  static let builtIn: Set<String> = [
    "any", "unknown", "nil", "void", "boolean", "bool", "number", "integer", "int", "string", "function", "fun",
    "table", "thread", "userdata", "lightuserdata", "self", "true", "false", "async", "metatable", "file", "never",
    "lightfunction", "type",
  ]
}

extension DocumentFacts {
  /// Whether the name of a type is declared nowhere, neither by annotations nor by Lua or Cofre.
  ///
  /// `parameters` are the type parameters that can be meant.
  func isUndeclaredType(_ name: String, _ parameters: Set<String>) -> Bool {
    !name.isEmpty && !DocumentedNames.builtIn.contains(name) && !parameters.contains(name)
      && definition(ofType: name) == nil && !workspace.catalog.declaresType(name)
  }
}

extension Annotation.Cast.Operation {
  fileprivate var type: TypeExpression? {
    switch self {
    case .replace(let type), .add(let type), .remove(let type): type
    case .addNil, .removeNil: nil
    }
  }
}

extension TableTypeField.Key {
  fileprivate var type: TypeExpression? {
    if case .type(let type) = self { return type }
    return nil
  }
}
