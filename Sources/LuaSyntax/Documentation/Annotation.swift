/// One LuaCATS annotation: a line that begins with `---@`, and those that continue it.
package struct Annotation: Sendable, Hashable {
  /// The word behind `@`, as written.
  package var tag: AnnotatedName
  package var content: Content
  /// The free text behind the structured part, without `#`; nil when there is none.
  package var description: String?
  /// From `@` to the end of its text.
  package var range: Range<Int>

  package enum Content: Sendable, Hashable {
    case alias(Alias)
    case `as`(TypeExpression)
    case async
    case cast(Cast)
    case `class`(Class)
    case deprecated
    case diagnostic(DiagnosticSwitch)
    case `enum`(Enum)
    case field(Field)
    case generic([GenericParameter])
    /// The name under which `require` finds the file, if one is given.
    case meta(AnnotatedName?)
    case module(AnnotatedName)
    case nodiscard
    case `operator`(Operator)
    case overload(TypeExpression)
    case param(Param)
    case `return`([FunctionType.Result])
    case see(AnnotatedName)
    case source(AnnotatedName)
    case type([TypeExpression])
    case vararg(TypeExpression)
    /// Versions such as `>5.2` or `JIT`.
    case version([AnnotatedName])
    /// A tag of its own: `@private`, `@protected`, `@package`, `@public`.
    case visibility(Visibility)
    /// A tag we do not know; its text is in ``Annotation/description``.
    case unknown
  }

  package enum Visibility: String, Sendable, Hashable {
    case `public`, protected, `private`, package
  }

  /// `T: Parent`.
  package struct GenericParameter: Sendable, Hashable {
    package var name: AnnotatedName
    package var constraint: TypeExpression?
  }

  /// `@class (exact) Name<T>: Parent, Other`.
  package struct Class: Sendable, Hashable {
    package var name: AnnotatedName
    /// Words in parentheses before the name: `exact`, `partial`, ….
    package var modifiers: [AnnotatedName]
    package var generics: [GenericParameter]
    package var parents: [TypeExpression]
  }

  /// A member of the class above: `@field private name? Type` or `@field [KeyType] Type`.
  package struct Field: Sendable, Hashable {
    package var visibility: Visibility?
    package var key: TableTypeField.Key
    package var isOptional: Bool
    package var type: TypeExpression
  }

  /// A parameter of the function below: `@param name? Type`.
  package struct Param: Sendable, Hashable {
    /// `...` for the extra arguments.
    package var name: AnnotatedName
    package var isOptional: Bool
    package var type: TypeExpression
  }

  /// `@alias Name<T> Type`.
  package struct Alias: Sendable, Hashable {
    package var name: AnnotatedName
    package var generics: [GenericParameter]
    package var type: TypeExpression
  }

  /// `@enum (key) Name`.
  package struct Enum: Sendable, Hashable {
    package var name: AnnotatedName
    /// Whether the values are the keys of the table.
    package var isOfKeys: Bool
  }

  /// `@cast variable +A, -B, ?`.
  package struct Cast: Sendable, Hashable {
    package enum Operation: Sendable, Hashable {
      case replace(TypeExpression)
      case add(TypeExpression)
      case remove(TypeExpression)
      /// `+?`: nil becomes possible.
      case addNil
      /// `-?`: nil is ruled out.
      case removeNil
    }

    package var variable: AnnotatedName
    package var operations: [Operation]
  }

  /// `@diagnostic disable-next-line: code, code`.
  package struct DiagnosticSwitch: Sendable, Hashable {
    /// `disable`, `enable`, `disable-line`, `disable-next-line`, or something wrong.
    package var action: AnnotatedName
    /// All codes are meant when it is empty.
    package var codes: [AnnotatedName]
  }

  /// `@operator add(A): B`.
  package struct Operator: Sendable, Hashable {
    package var name: AnnotatedName
    package var operand: TypeExpression?
    package var result: TypeExpression
  }
}
