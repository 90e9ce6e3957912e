import LuaSyntax

/// A type parameter and the places that name it: in the annotations beside its declaration, and in the function below them.
struct TypeParameterSymbol {
  var name: String
  /// The name that is asked about.
  var range: Range<Int>
  var declaration: Range<Int>
  /// In order, the declaration among them.
  var uses: [Range<Int>]
  /// The other type parameters that can be meant in the same places.
  var others: Set<String>
}

extension DocumentFacts {
  /// The type parameter that an annotation names at an offset; nil elsewhere.
  func typeParameter(at offset: Int) -> TypeParameterSymbol? {
    guard file.comment(at: offset) != nil, let comment = documentation(around: offset),
      let (name, range) = Self.typeNames(in: comment).first(where: { $0.range.holds(offset) }),
      let (home, declaration) = declaration(ofTypeParameter: name, for: comment)
    else { return nil }
    var end = home.range.upperBound
    if let token = file.comment(at: home.range.lowerBound), let function = documentedFunction(below: token)?.function {
      end = function.holder.range.upperBound
    }
    var uses: [Range<Int>] = []
    var others: Set<String> = []
    for comment in types.comments
    where home.range.lowerBound <= comment.range.lowerBound && comment.range.upperBound <= end {
      let parameters = DocumentedNames.parameters(in: [comment])
      // Another of the name is meant there.
      if comment.range != home.range, parameters.contains(name) { continue }
      others.formUnion(parameters)
      uses += Self.typeNames(in: comment).filter { $0.name == name }.map(\.range)
    }
    others.remove(name)
    return TypeParameterSymbol(name: name, range: range, declaration: declaration, uses: uses, others: others)
  }

  /// The comment that declares a type parameter for another: that one itself, or what stands above a function around it.
  private func declaration(
    ofTypeParameter name: String, for comment: DocumentationComment
  ) -> (home: DocumentationComment, range: Range<Int>)? {
    func range(in comment: DocumentationComment) -> Range<Int>? {
      comment.annotations.lazy.flatMap(\.content.typeParameters).first { $0.name.text == name }?.name.range
    }
    if let found = range(in: comment) { return (comment, found) }
    let place = file.innermostNode(covering: comment.range)
    for node in place.ancestors {
      guard let function = DocumentableFunction(heldBy: node), let above = file.documentation(of: function.holder)
      else {
        continue
      }
      if let found = range(in: above) { return (above, found) }
    }
    return nil
  }

  /// The names of types that a comment writes or declares, in order.
  private static func typeNames(in comment: DocumentationComment) -> [(name: String, range: Range<Int>)] {
    var names: [(name: String, range: Range<Int>)] = []
    for annotation in comment.annotations {
      names += annotation.content.typeParameters.map { ($0.name.text, $0.name.range) }
      if case .class(let content) = annotation.content {
        for parent in content.parents { DocumentedNames.visit(parent) { names.append(($0, $1)) } }
      }
      for type in DocumentedNames.types(of: annotation.content) {
        DocumentedNames.visit(type) { names.append(($0, $1)) }
      }
    }
    return names.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
