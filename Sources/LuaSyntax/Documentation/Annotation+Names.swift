extension Annotation.Content {
  /// The class, alias or enumeration that it declares, by its name; nil for other annotations.
  package var declaredType: AnnotatedName? {
    switch self {
    case .class(let content): content.name
    case .alias(let content): content.name
    case .enum(let content): content.name
    default: nil
    }
  }

  /// The type parameters that it declares, in order.
  package var typeParameters: [Annotation.GenericParameter] {
    switch self {
    case .generic(let parameters): parameters
    case .class(let content): content.generics
    case .alias(let content): content.generics
    default: []
    }
  }
}
