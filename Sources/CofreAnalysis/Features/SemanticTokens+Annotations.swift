import LuaSyntax

extension DocumentFacts {
  /// The words of annotations that begin in a range: tags, types, parameters and fields.
  func annotationTokens(in range: Range<Int>) -> [SemanticToken] {
    var tokens: [SemanticToken] = []
    let comments = types.comments
    guard !comments.isEmpty else { return [] }
    for comment in comments where comment.range.overlaps(range) {
      let parameters = DocumentedNames.parameters(in: [comment])
      for annotation in comment.annotations { AnnotationTokens.add(annotation, to: &tokens, parameters) }
    }
    return tokens.filter { range.contains($0.range.lowerBound) }
  }
}

/// What the words of an annotation are.
private enum AnnotationTokens {
  static func add(_ annotation: Annotation, to tokens: inout [SemanticToken], _ parameters: Set<String>) {
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
    if let name = annotation.content.declaredType { add(name.range, .type, .declaration) }
    for parameter in annotation.content.typeParameters { add(parameter.name.range, .type, .declaration) }
    switch annotation.content {
    case .param(let param): add(param.name.range, .parameter)
    case .cast(let cast): add(cast.variable.range, .variable)
    case .class(let found): for parent in found.parents { add(parent) }
    case .field(let field):
      if case .name(let name) = field.key { add(name.range, .property, .declaration) }
    default: break
    }
    for type in DocumentedNames.types(of: annotation.content) { add(type) }
  }
}
