import LuaSyntax

/// Names in annotations that are names of variables: of the parameters that `@param` describes, and of what `@cast` is about.
extension DocumentFacts {
  /// The variable that a name in an annotation means, and where the name stands; nil elsewhere.
  func documentedBinding(at offset: Int) -> (binding: Int, range: Range<Int>)? {
    guard let annotation = annotation(at: offset) else { return nil }
    switch annotation.content {
    case .param(let param) where param.name.range.holds(offset):
      guard let index = parameter(describedBy: annotation, param.name.text) else { return nil }
      return (index, param.name.range)
    case .cast(let cast) where cast.variable.range.holds(offset):
      guard
        let index = visibleBinding(named: cast.variable.text, at: file.endOfComments(at: annotation.range.lowerBound))
      else { return nil }
      return (index, cast.variable.range)
    default: return nil
    }
  }

  /// Where annotations name a variable, in order.
  func documentedNames(of index: Int) -> [Range<Int>] {
    let binding = bindings[index]
    guard !binding.nameRange.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    for annotation in documentation(ofParameter: binding)?.annotations ?? [] {
      guard case .param(let param) = annotation.content, param.name.text == binding.name else { continue }
      ranges.append(param.name.range)
    }
    for cast in types.fileAnnotations.casts where cast.content.variable.text == binding.name {
      guard visibleBinding(named: binding.name, at: cast.next) == index else { continue }
      ranges.append(cast.content.variable.range)
    }
    return ranges.filter { !$0.isEmpty }
  }

  /// The annotation that an offset lies in or right behind.
  func annotation(at offset: Int) -> Annotation? {
    guard file.comment(at: offset) != nil else { return nil }
    // Members of a union may stand on lines of their own behind what is called the annotation's range.
    return documentation(around: offset)?.annotations.last { $0.range.lowerBound <= offset }
  }

  /// The comments of consecutive lines that an offset lies in, or the last in front of it.
  func documentation(around offset: Int) -> DocumentationComment? {
    let comments = types.comments
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? comments[low - 1] : nil
  }

  /// The innermost variable of a name that can be seen at an offset.
  func visibleBinding(named name: String, at offset: Int) -> Int? {
    bindings.indices.last {
      bindings[$0].name == name && bindings[$0].scope.lowerBound <= offset && offset <= bindings[$0].scope.upperBound
    }
  }

  /// The parameter of a name of the function that an annotation stands above.
  private func parameter(describedBy annotation: Annotation, _ name: String) -> Int? {
    guard let comment = file.comment(at: annotation.range.lowerBound),
      let (function, _) = documentedFunction(below: comment),
      let parameter = function.body.parameters.first(where: { $0.text == name })
    else { return nil }
    return binding(at: parameter.range.lowerBound)
  }

  /// The function that a comment documents, with all that is said of it.
  func documentedFunction(
    below comment: Token
  ) -> (function: DocumentableFunction, documentation: DocumentationComment)? {
    guard let function = DocumentableFunction(below: comment, in: file),
      let documentation = file.documentation(of: function.holder),
      documentation.range.lowerBound <= comment.start, comment.end <= documentation.range.upperBound
    else { return nil }
    return (function, documentation)
  }

  /// What stands above the function that a parameter is of.
  private func documentation(ofParameter binding: Binding) -> DocumentationComment? {
    guard binding.kind == .parameter, let function = binding.declaration.parent?.parent?.parent else { return nil }
    let holder = function.kind == .functionExpression ? function.statementGiven : function
    return holder.flatMap { file.documentation(of: $0) }
  }
}

extension Node {
  /// The statement, or field of a table, that has the node as its only value.
  var statementGiven: Node? {
    guard let parent else { return nil }
    switch parent.kind {
    case .namedField, .indexedField: return parent
    case .expressionList:
      guard let statement = parent.parent, statement.kind == .localStatement || statement.kind == .assignment else {
        return nil
      }
      return statement
    default: return nil
    }
  }
}

extension Range<Int> {
  /// Whether an offset is within the range or right behind it.
  func holds(_ offset: Int) -> Bool { lowerBound <= offset && offset <= upperBound && !isEmpty }
}
