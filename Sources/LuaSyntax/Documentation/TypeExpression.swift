/// A type as a LuaCATS annotation writes it, with the bytes it stands in.
package struct TypeExpression: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    /// Nothing that is a type stands where one should.
    case missing
    /// `string`, `aws.kms.Key`, `table<string, integer>`; `nil`, `any` and `self` are names as well.
    case name(String, arguments: [TypeExpression])
    /// `"text"`, without its quotes.
    case string(String)
    /// A number as it is written.
    case number(String)
    case boolean(Bool)
    /// `A | B`, flat.
    case union([TypeExpression])
    /// `A[]`
    case array(TypeExpression)
    /// `A?`
    case optional(TypeExpression)
    /// `[A, B]`
    case tuple([TypeExpression])
    /// `{ a: A, [B]: C }`
    case table([TableTypeField])
    /// `fun(a: A): B`
    case function(FunctionType)
    /// A backquoted name: the argument is a string that names the type.
    case template(String)
    /// `...A` or `A...`
    case vararg(TypeExpression)
    /// `(A)`
    case parenthesized(TypeExpression)
  }

  package var kind: Kind
  package var range: Range<Int>
  /// What stands behind a member of a union that has a line of its own (`---| "a" # text`).
  package var description: String?

  init(_ kind: Kind, _ range: Range<Int>, description: String? = nil) {
    self.kind = kind
    self.range = range
    self.description = description
  }
}

/// One field of a table type.
package struct TableTypeField: Sendable, Hashable {
  package enum Key: Sendable, Hashable {
    case name(AnnotatedName)
    /// `[A]`
    case type(TypeExpression)
    /// None is written: the type of the items.
    case positional
  }

  package var key: Key
  package var isOptional: Bool
  package var type: TypeExpression
}

/// `fun(a: A, b?: B): C, D`.
package struct FunctionType: Sendable, Hashable {
  package struct Parameter: Sendable, Hashable {
    /// `...` for the extra arguments.
    package var name: AnnotatedName
    package var isOptional: Bool
    package var type: TypeExpression?
  }

  package struct Result: Sendable, Hashable {
    package var name: AnnotatedName?
    package var type: TypeExpression
  }

  package var isAsync: Bool
  package var parameters: [Parameter]
  package var results: [Result]
}

/// A name in an annotation, with the bytes it stands in.
package struct AnnotatedName: Sendable, Hashable {
  package var text: String
  package var range: Range<Int>
}
