import LuaSyntax

extension DocumentFacts {
  /// The words of annotations that begin in a range: tags, types, parameters and fields.
  func annotationTokens(in range: Range<Int>) -> [SemanticToken] {
    var tokens: [SemanticToken] = []
    let comments = types.comments
    guard !comments.isEmpty else { return [] }
    for comment in comments where comment.range.overlaps(range) {
      for annotation in comment.annotations { AnnotationTokens.add(annotation, to: &tokens, comment) }
    }
    return tokens.filter { range.contains($0.range.lowerBound) }
  }
}

/// What the words of an annotation are.
private enum AnnotationTokens {
  static func add(_ annotation: Annotation, to tokens: inout [SemanticToken], _ comment: DocumentationComment) {
    let parameters = DocumentedNames.parameters(in: [comment])
    func add(_ range: Range<Int>, _ kind: SemanticToken.Kind, _ modifiers: SemanticToken.Modifiers = []) {
      if !range.isEmpty { tokens.append(SemanticToken(range: range, kind: kind, modifiers: modifiers)) }
    }
    func add(_ type: TypeExpression) {
      DocumentedNames.visit(type) { name, range in
        let isOwn = parameters.contains(name)
        add(range, .type, !isOwn && DocumentedNames.builtIn.contains(name) ? .defaultLibrary : [])
      }
    }
    // With the `@` in front of it.
    add(annotation.tag.range.lowerBound - 1..<annotation.tag.range.upperBound, .keyword)
    switch annotation.content {
    case .param(let param): add(param.name.range, .parameter)
    case .cast(let cast): add(cast.variable.range, .variable)
    case .class(let found):
      add(found.name.range, .type, .declaration)
      for generic in found.generics { add(generic.name.range, .type, .declaration) }
      for parent in found.parents { add(parent) }
    case .alias(let found):
      add(found.name.range, .type, .declaration)
      for generic in found.generics { add(generic.name.range, .type, .declaration) }
    case .enum(let found): add(found.name.range, .type, .declaration)
    case .generic(let generics): for generic in generics { add(generic.name.range, .type, .declaration) }
    case .field(let field):
      if case .name(let name) = field.key { add(name.range, .property, .declaration) }
    default: break
    }
    for type in DocumentedNames.types(of: annotation.content) { add(type) }
  }
}
