import LuaSyntax

/// A class as one file declares it: its annotations, and what the code sets on the variable that they stand above.
struct ClassDeclaration: Sendable {
  var name: String
  var generics: [FunctionShape.TypeParameter] = []
  var parents: [LuaType] = []
  /// Whether no other file may add fields.
  var isExact = false
  /// Whether the metatable of its table leads to fields that no declaration speaks of.
  var hasFurtherFields = false
  var fields: [FieldDeclaration] = []
  /// How instances can be called.
  var calls: [FunctionShape] = []
  /// By the word for the operator, such as `add`.
  var operators: [String: [OperatorDeclaration]] = [:]
  var documentation: String?
  var isDeprecated = false
  var place: DeclarationPlace
}

/// The field of a class.
struct FieldDeclaration: Sendable {
  var key: FieldKey
  var type: LuaType
  var isOptional = false
  var visibility: Annotation.Visibility?
  var documentation: String?
  var isDeprecated = false
  /// Whether an annotation declares it, which wins over what the code shows.
  var isAnnotated: Bool
  var place: DeclarationPlace
}

struct OperatorDeclaration: Sendable {
  var operand: LuaType?
  var result: LuaType
}

/// Another name for a type.
struct AliasDeclaration: Sendable {
  var name: String
  var generics: [FunctionShape.TypeParameter] = []
  var type: LuaType
  /// What is said of the members of a union that stand on lines of their own, by their text.
  var descriptions: [String: String] = [:]
  var documentation: String?
  var place: DeclarationPlace
}

/// The values of a table, or its keys, as a type.
struct EnumDeclaration: Sendable {
  var name: String
  var members: [(name: String, value: LuaType)]
  var isOfKeys: Bool
  var documentation: String?
  var place: DeclarationPlace
  /// The table itself.
  var table: CodePlace

  /// What a value of the type is one of.
  var type: LuaType {
    isOfKeys ? .oneOf(members.map { .literal(.string($0.name)) }) : .oneOf(members.map(\.value))
  }
}

/// A global variable that a file sets.
struct GlobalDeclaration: Sendable {
  var name: String
  var type: LuaType
  var documentation: String?
  var place: DeclarationPlace
}

/// Where something is declared.
struct DeclarationPlace: Sendable, Hashable {
  var file: FileIdentity
  /// Its name.
  var range: Range<Int>
  var fullRange: Range<Int>
}
