import LuaSyntax

/// What is found behind the name of a field.
struct TypeMember: Sendable {
  var name: String
  var type: LuaType
  var isOptional = false
  var documentation: String?
  var isDeprecated = false
  var visibility: Annotation.Visibility?
  /// The class that declares it.
  var owner: String?
  /// Where it is declared, annotations first.
  var places: [DeclarationPlace] = []

  init(name: String, type: LuaType) {
    self.name = name
    self.type = type
  }

  init(_ field: FieldDeclaration, named name: String, of owner: String, _ substitution: Substitution) {
    self.name = name
    let type = field.type.substituting(substitution)
    self.type = field.isOptional ? type.optional : type
    isOptional = field.isOptional
    documentation = field.documentation
    isDeprecated = field.isDeprecated
    visibility = field.visibility
    self.owner = owner
    places = [field.place]
  }

  /// The function it is, if it is one.
  var shape: FunctionShape? { type.functionShapes.first }
}
