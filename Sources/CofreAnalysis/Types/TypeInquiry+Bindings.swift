import LuaSyntax

/// A variable, or a field behind one, that flow is followed for.
struct FlowKey: Hashable, Sendable {
  var binding: Int
  var path: [String] = []
}

extension TypeInquiry {
  func type(ofName name: Name) -> LuaType {
    guard let index = facts.binding(of: name) else { return type(ofGlobal: name.text) }
    return type(of: FlowKey(binding: index), at: name.node) { declaredType(of: index) }
  }

  /// The type of a variable where its name stands at a range: what is known of it there.
  func type(ofBinding index: Int, at range: Range<Int>) -> LuaType {
    let binding = facts.bindings[index]
    guard let use = binding.uses.first(where: { $0.range == range }) else { return declaredType(of: index) }
    return type(of: FlowKey(binding: index), at: file.node(use.node)) { declaredType(of: index) }
  }

  /// The variable and fields that an expression such as `a.b.c` names; nil for others and for long chains.
  func reference(of expression: Expression) -> FlowKey? {
    var path: [String] = []
    var current = expression
    while path.count < 5 {
      switch current {
      case .name(let name):
        guard let binding = facts.binding(of: name) else { return nil }
        return FlowKey(binding: binding, path: path.reversed())
      case .member(let member):
        guard let name = member.name?.text, !member.isMethod else { return nil }
        path.append(name)
        current = member.object
      case .parenthesized(let inner): current = inner.inner
      default: return nil
      }
    }
    return nil
  }

  // MARK: - Globals

  private func type(ofGlobal name: String) -> LuaType {
    if let writes = facts.globals[name]?.writes, let first = writes.first {
      // Which of its values it has at a place is not followed; beyond a few it may be anything.
      if writes.count > 8 { return .unknown }
      return bounded(.binding, first.range.lowerBound, 1, else: .unknown) {
        writes.count == 1
          ? type(writtenAt: file.node(first.node)) : .oneOf(writes.map { type(writtenAt: file.node($0.node)) })
      }
    }
    if let declared = facts.workspace.surroundings.types.global(name) {
      return exported(expanded(declared.type), from: declared.place.file)
    }
    return .unknown
  }

  /// What is given to a variable where its name is written.
  private func type(writtenAt node: Node) -> LuaType {
    guard let parent = node.parent else { return .unknown }
    if let function = FunctionStatement(parent) {
      return .callable(
        AnnotationReader(file: identity).shape(
          of: function.body, isMethod: false, file.documentation(of: parent)))
    }
    guard let statement = parent.parent.flatMap({ Assignment($0) }) else { return .unknown }
    if let annotated = annotated(statement.node, 0) { return annotated }
    let position = statement.targets.firstIndex { $0.node == node } ?? 0
    return value(position, of: statement.values)
  }

  /// One of the values of a list, its last expression standing for as many as it has.
  func value(_ position: Int, of values: [Expression]) -> LuaType {
    guard let last = values.last else { return .nil }
    if position < values.count - 1 { return type(of: values[position]) }
    if position == values.count - 1 { return type(of: last) }
    guard last.mayHaveMoreValues else { return .nil }
    let results = results(of: last)
    let index = position - values.count + 1
    return results.indices.contains(index) ? results[index] : results == [.unknown] ? .unknown : .nil
  }

  /// What an annotation above a statement says of one of its variables.
  func annotated(_ statement: Node, _ position: Int) -> LuaType? {
    guard !memo.comments.isEmpty else { return nil }
    var className: String?
    for annotation in file.documentation(of: statement)?.annotations ?? [] {
      switch annotation.content {
      case .type(let types) where types.indices.contains(position):
        return AnnotationReader(file: identity).type(types[position])
      case .class(let content) where position == 0: className = content.name.text
      default: continue
      }
    }
    return className.map { .named($0, []) }
  }

  // MARK: - Locals

  /// The type of a variable at its declaration.
  func declaredType(of index: Int) -> LuaType {
    if let known = memo.binding(index) { return known }
    let cuts = bounds.cuts
    let type = bounded(.binding, index, else: .unknown) { computeType(of: facts.bindings[index]) }
    if cuts == bounds.cuts { memo.keep(type, ofBinding: index) }
    return type
  }

  /// What an annotation says that a variable holds, if one does.
  func annotatedType(of index: Int) -> LuaType? {
    let binding = facts.bindings[index]
    switch binding.kind {
    case .local: return position(of: binding).flatMap { annotated(binding.declaration, $0) }
    case .parameter:
      guard let body = binding.declaration.parent?.parent else { return nil }
      return shape(ofBody: body)?.parameters.first { $0.name == binding.name }?.annotated
    default: return nil
    }
  }

  private func position(of binding: Binding) -> Int? {
    LocalStatement(binding.declaration)?.names.firstIndex { $0.name?.range == binding.nameRange }
  }

  private func computeType(of binding: Binding) -> LuaType {
    switch binding.kind {
    case .local:
      guard let statement = LocalStatement(binding.declaration), let position = position(of: binding) else {
        return .unknown
      }
      return annotated(binding.declaration, position) ?? value(position, of: statement.values)
    case .function:
      guard let function = LocalFunction(binding.declaration) else { return .function }
      return .callable(
        AnnotationReader(file: identity).shape(
          of: function.body, isMethod: false, file.documentation(of: binding.declaration)))
    case .parameter:
      guard let list = binding.declaration.parent, let body = list.parent else { return .unknown }
      if let type = shape(ofBody: body)?.parameters.first(where: { $0.name == binding.name })?.annotated { return type }
      return expectedType(ofParameter: binding.name, in: body)
    case .loop: return type(ofLoopVariable: binding)
    case .implicitSelf:
      guard case .member(let member)? = FunctionStatement(binding.declaration)?.target else { return .unknown }
      return type(of: member.object)
    }
  }

  private func type(ofLoopVariable binding: Binding) -> LuaType {
    if let loop = NumericFor(binding.declaration) {
      let bounds = [type(of: loop.start), loop.step.map { type(of: $0) } ?? .integer].map(\.widened)
      return bounds.allSatisfy { $0 == .integer } ? .integer : .number
    }
    guard let loop = GenericFor(binding.declaration),
      let position = loop.variables.firstIndex(where: { $0.name?.range == binding.nameRange })
    else { return .unknown }
    let types = iterated(over: loop.values)
    return types.indices.contains(position) ? types[position] : .unknown
  }

  /// What a function takes and answers, from its body.
  func shape(ofBody body: Node) -> FunctionShape? {
    guard let parent = body.parent, let functionBody = FunctionBody(body) else { return nil }
    var isMethod = false
    var documented = parent
    switch parent.kind {
    case .functionExpression:
      return FunctionExpression(parent).map { shape(of: $0) }
    case .functionStatement: isMethod = FunctionStatement(parent)?.isMethod ?? false
    case .localFunction: break
    default: documented = body
    }
    return AnnotationReader(file: identity).shape(
      of: functionBody, isMethod: isMethod, file.documentation(of: documented))
  }

  /// What a function that is given to something is called with there.
  private func expectedType(ofParameter name: String, in body: Node) -> LuaType {
    guard let function = body.parent, function.kind == .functionExpression,
      let position = FunctionBody(body)?.parameters.firstIndex(where: { $0.text == name }),
      let shape = expectedType(of: function).flatMap({ expanded($0).functionShapes.first })
    else { return .unknown }
    guard shape.parameters.indices.contains(position) else { return .unknown }
    return (shape.parameters[position].annotated ?? .unknown).withoutParameters
  }
}

extension FunctionShape.Parameter {
  /// What is said of it, nil included where it may be left out.
  var annotated: LuaType? { type.map { isOptional ? $0.optional : $0 } }
}
