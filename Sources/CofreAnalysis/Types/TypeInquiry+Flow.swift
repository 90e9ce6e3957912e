import LuaSyntax

extension TypeInquiry {
  /// The type of a name where it is read; `start` tells what it is before anything happens to it.
  func type(of key: FlowKey, at node: Node, start: () -> LuaType) -> LuaType {
    let facts = facts
    let graph = memo.flow(key) { FlowBuilder.graph(of: key, in: facts) }
    let point = graph.point(at: node.range.lowerBound)
    if point == FlowGraph.start { return start() }
    if let known = graph.type(of: point) { return known }
    return bounded(.flow, point, key.hashValue, else: .unknown) {
      evaluate(point, of: key, graph, start: start)
    }
  }

  private func evaluate(_ asked: Int, of key: FlowKey, _ graph: FlowGraph, start: () -> LuaType) -> LuaType {
    let cuts = bounds.cuts
    var local: [Int: LuaType] = [:]
    var startType: LuaType?
    func type(_ point: Int) -> LuaType {
      if point == FlowGraph.start {
        if let startType { return startType }
        let type = start()
        startType = type
        return type
      }
      return local[point] ?? graph.type(of: point) ?? .unknown
    }
    for point in graph.needed(for: asked, isKnown: { graph.type(of: $0) != nil }) where point != FlowGraph.start {
      let result: LuaType
      switch graph.points[point] {
      case .start: result = type(FlowGraph.start)
      case .unreachable, .lost: result = .unknown
      case .assigned(let statement, let position): result = assigned(statement, position, to: key)
      case .function(let statement):
        result =
          FunctionStatement(file.node(statement)).map { function in
            .callable(
              AnnotationReader(file: identity).shape(
                of: function.body, isMethod: function.isMethod, file.documentation(of: function.node)))
          } ?? .unknown
      case .narrowed(let from, let condition, let isTrue):
        let before = type(from)
        result = file.expression(condition).map { narrow(before, key, by: $0, isTrue: isTrue) } ?? before
      case .cast(let from, let index): result = cast(type(from), by: memo.fileAnnotations.casts[index].content)
      case .joined(let others):
        let reachable = others.filter { $0 != FlowGraph.unreachable }
        result = .oneOf(reachable.map(type))
      }
      local[point] = result
      if cuts == bounds.cuts { graph.keep(result, of: point) }
    }
    return type(asked)
  }

  /// What a variable holds when a value has been given to it.
  private func assigned(_ id: NodeID, _ position: Int, to key: FlowKey) -> LuaType {
    guard let statement = Assignment(file.node(id)) else { return .unknown }
    if let annotated = annotated(statement.node, position) { return annotated }
    let given = value(position, of: statement.values)
    let declared: LuaType?
    if key.path.isEmpty {
      declared = annotatedType(of: key.binding)
    } else if case .member(let member)? = statement.targets.indices.contains(position)
      ? statement.targets[position] : nil, let name = member.name?.text
    {
      declared = self.member(name, of: type(of: member.object))?.type
    } else {
      declared = nil
    }
    guard let declared else { return given }
    return narrowed(declared, toWhatIsGiven: given)
  }

  /// The part of a declared type that a value may be.
  private func narrowed(_ declared: LuaType, toWhatIsGiven given: LuaType) -> LuaType {
    if given == .nil { return .nil }
    if given.isUncertain {
      // Nobody knows, so nobody is asked to look whether it is nil.
      let rest = declared.withoutNil
      return rest == .unknown ? declared : rest
    }
    let members = expanded(declared).alternatives
    let fitting = members.filter { member in
      guard member != .nil else { return given.mayBeNil }
      return given.alternatives.contains { $0 != .nil && fits($0, member) }
    }
    if fitting.isEmpty { return declared }
    // An alias is worth keeping when all of it is still possible.
    return fitting.count == members.count ? declared : .oneOf(fitting)
  }

  private func cast(_ type: LuaType, by cast: Annotation.Cast) -> LuaType {
    let reader = AnnotationReader(file: identity)
    var result = type
    for operation in cast.operations {
      switch operation {
      case .replace(let type): result = reader.type(type)
      case .add(let type): result = .oneOf([result, reader.type(type)])
      case .addNil: result = result.optional
      case .removeNil: result = result.withoutNil
      case .remove(let type):
        let removed = Set(reader.type(type).alternatives)
        let rest = expanded(result).alternatives.filter { !removed.contains($0) }
        result = rest.isEmpty ? .unknown : .oneOf(rest)
      }
    }
    return result
  }
}
