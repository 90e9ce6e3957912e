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
      guard let index = visibleBinding(named: cast.variable.text, at: annotation.range.lowerBound) else { return nil }
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
      guard visibleBinding(named: binding.name, at: cast.offset) == index else { continue }
      ranges.append(cast.content.variable.range)
    }
    return ranges.filter { !$0.isEmpty }
  }

  /// The annotation that an offset lies in or right behind.
  func annotation(at offset: Int) -> Annotation? {
    guard file.comment(at: offset) != nil else { return nil }
    let comments = types.comments
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    // Members of a union may stand on lines of their own behind what is called the annotation's range.
    return comments[low - 1].annotations.last { $0.range.lowerBound <= offset }
  }

  /// The innermost variable of a name that can be seen at an offset.
  func visibleBinding(named name: String, at offset: Int) -> Int? {
    bindings.indices.last {
      bindings[$0].name == name && bindings[$0].scope.lowerBound <= offset && offset <= bindings[$0].scope.upperBound
    }
  }

  /// The parameter of a name of the function that an annotation stands above.
  private func parameter(describedBy annotation: Annotation, _ name: String) -> Int? {
    let start = annotation.range.lowerBound
    let next = bindings.indices.filter {
      bindings[$0].kind == .parameter && bindings[$0].name == name && bindings[$0].nameRange.lowerBound > start
    }.min { bindings[$0].nameRange.lowerBound < bindings[$1].nameRange.lowerBound }
    guard let next, let documentation = documentation(ofParameter: bindings[next]),
      documentation.range.contains(start)
    else { return nil }
    return next
  }

  /// What stands above the function that a parameter is of.
  private func documentation(ofParameter binding: Binding) -> DocumentationComment? {
    guard binding.kind == .parameter, let function = binding.declaration.parent?.parent?.parent else { return nil }
    guard function.kind == .functionExpression else { return file.documentation(of: function) }
    return function.statementGiven.flatMap { file.documentation(of: $0) }
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
