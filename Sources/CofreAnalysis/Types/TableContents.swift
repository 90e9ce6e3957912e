import LuaSyntax

/// What the code puts into a table that a constructor makes.
struct TableContents: Sendable {
  struct Entry: Sendable {
    /// The value; nil for a function statement, whose node is `statement`.
    var value: NodeID?
    /// The field or statement that gives it.
    var statement: NodeID
    var nameRange: Range<Int>
    /// Which of the values of the statement it is, when there are fewer expressions than targets.
    var position = 0
  }

  /// The names in the order in which they appear.
  var order: [String] = []
  var entries: [String: [Entry]] = [:]
  /// The values without a name.
  var elements: [NodeID] = []
  /// Whether it is given values for keys that only show when the script runs.
  var isOpen = false
  /// The metatables that it is given.
  var metatables: [NodeID] = []

  fileprivate mutating func add(_ name: String, _ entry: Entry) {
    guard !name.isEmpty else { return }
    if entries[name] == nil { order.append(name) }
    entries[name, default: []].append(entry)
  }
}

extension TypeInquiry {
  /// What is in the table whose constructor has a range; nil when there is none.
  func contents(ofTableAt range: Range<Int>) -> TableContents? {
    if let known = memo.knownTable(range.lowerBound) { return known }
    guard case .table(let table)? = expression(at: range) else { return nil }
    return memo.table(range.lowerBound) { contents(of: table) }
  }

  private func contents(of table: TableConstructor) -> TableContents {
    var contents = TableContents()
    for field in table.fields {
      if let name = field.stringKey, let range = field.keyRange {
        contents.add(
          name, TableContents.Entry(value: field.value.node.id, statement: field.node.id, nameRange: range))
      } else {
        contents.elements.append(field.value.node.id)
        if case .indexed(let indexed) = field, case .number = indexed.key { continue }
        if case .indexed = field { contents.isOpen = true }
      }
    }
    if let (binding, path) = holder(of: table.node, depth: 8) { addAssignments(to: binding, path, &contents) }
    return contents
  }

  /// The variable, and the fields behind it, by which a table is known from its constructor on.
  private func holder(of node: Node, depth: Int) -> (binding: Int, path: [String])? {
    guard depth > 0, let parent = node.parent else { return nil }
    switch parent.kind {
    case .namedField:
      guard let name = NamedField(parent)?.name?.text, let table = parent.parent,
        let (binding, path) = holder(of: table, depth: depth - 1)
      else { return nil }
      return (binding, path + [name])
    case .argumentList:
      // setmetatable answers the table that it is given.
      guard let call = parent.parent.flatMap({ CallExpression($0) }), parent.firstChild == node,
        case .function("setmetatable") = facts.value(of: call.callee)
      else { return nil }
      return holder(of: call.node, depth: depth - 1)
    case .expressionList:
      var position = 0
      for child in parent.children {
        if child == node { break }
        position += 1
      }
      guard let statement = parent.parent else { return nil }
      if let local = LocalStatement(statement) {
        let names = local.names
        guard names.indices.contains(position), let name = names[position].name,
          let binding = facts.binding(of: name)
        else { return nil }
        return (binding, [])
      }
      guard let assignment = Assignment(statement) else { return nil }
      let targets = assignment.targets
      guard targets.indices.contains(position), let reference = reference(of: targets[position]) else { return nil }
      return (reference.binding, reference.path)
    default: return nil
    }
  }

  /// Adds what is assigned behind a variable: `M.name = …`, `function M.name() … end`.
  private func addAssignments(to binding: Int, _ path: [String], _ contents: inout TableContents) {
    for use in facts.bindings[binding].uses {
      guard var node = file.node(use.node).parent, path.isEmpty || node.kind == .member else { continue }
      if node.kind == .argumentList, path.isEmpty { addMetatable(node, use.node, &contents) }
      var matches = true
      for name in path {
        guard let member = MemberExpression(node), member.name?.text == name, let parent = node.parent else {
          matches = false
          break
        }
        node = parent
      }
      if matches, let index = IndexExpression(node), index.range.lowerBound == use.range.lowerBound,
        let list = node.parent, list.kind == .expressionList, let statement = list.parent,
        statement.kind == .assignment, statement.firstChild == list
      {
        contents.isOpen = true
        if case .string(let key) = index.key, let assignment = Assignment(statement) {
          add(String(decoding: key.value, as: UTF8.self), at: key.contentRange, target: node, of: assignment, &contents)
        }
      }
      guard matches, let member = MemberExpression(node), let name = member.name, let parent = node.parent else {
        continue
      }
      // The use must be what stands before the dot, and not an index within.
      switch parent.kind {
      case .functionStatement:
        contents.add(name.text, TableContents.Entry(statement: parent.id, nameRange: name.range))
      case .expressionList:
        guard let statement = parent.parent.flatMap({ Assignment($0) }), statement.node.firstChild == parent else {
          continue
        }
        add(name.text, at: name.range, target: node, of: statement, &contents)
      default: continue
      }
    }
  }

  /// Adds what a target of an assignment is given.
  private func add(
    _ name: String, at range: Range<Int>, target: Node, of statement: Assignment, _ contents: inout TableContents
  ) {
    let position = statement.targets.firstIndex { $0.node == target } ?? 0
    let values = statement.values
    guard let value = values.indices.contains(position) ? values[position] : values.last else { return }
    contents.add(
      name,
      TableContents.Entry(
        value: value.node.id, statement: statement.node.id, nameRange: range,
        position: max(0, position - values.count + 1)))
  }

  private func addMetatable(_ list: Node, _ use: NodeID, _ contents: inout TableContents) {
    guard let call = list.parent.flatMap({ CallExpression($0) }), list.firstChild?.id == use,
      case .function("setmetatable") = facts.value(of: call.callee), call.arguments.expressions.count > 1
    else { return }
    contents.metatables.append(call.arguments.expressions[1].node.id)
  }

  /// The types in which a name is looked for that a table has not: what `__index` of its metatables says.
  func prototypes(of contents: TableContents) -> [LuaType] {
    contents.metatables.prefix(4).compactMap { file.expression($0) }.compactMap { prototype(of: $0) }
  }

  /// What `__index` of a metatable leads to.
  func prototype(of metatable: Expression) -> LuaType? {
    let type = type(of: metatable)
    if case .named = type, member("__index", of: type) == nil { return type }
    return member("__index", of: type)?.type
  }

  /// A field of a table that the code fills.
  func field(_ name: String, ofTableAt place: CodePlace) -> TypeMember? {
    guard let inquiry = inquiry(in: place.file), let contents = inquiry.contents(ofTableAt: place.range) else {
      return nil
    }
    guard let entries = contents.entries[name], let first = entries.first else {
      for parent in inquiry.prototypes(of: contents) where parent != .constructed(place) {
        if let member = inquiry.member(name, of: parent) {
          var member = member
          member.type = exported(member.type, from: place.file)
          return member
        }
      }
      return nil
    }
    let types = entries.prefix(8).map { inquiry.type(of: $0) }
    let others = types.filter { $0 != .nil }
    // A field that is first nil and then something is that something.
    var member = TypeMember(
      name: name, type: exported(others.isEmpty ? .nil : .oneOf(others.map(\.widened)), from: place.file))
    member.places = entries.map {
      DeclarationPlace(
        file: place.file, range: $0.nameRange, fullRange: inquiry.file.node($0.statement).range)
    }
    let comment = inquiry.file.documentation(of: inquiry.file.node(first.statement))
    let text = comment?.text.trimmed ?? ""
    member.documentation = text.isEmpty ? nil : text
    member.isDeprecated = comment?.annotations.contains { $0.content == .deprecated } ?? false
    return member
  }

  private func type(of entry: TableContents.Entry) -> LuaType {
    let statement = file.node(entry.statement)
    let comment = file.documentation(of: statement)
    if let function = FunctionStatement(statement) {
      return .callable(
        AnnotationReader(file: identity).shape(of: function.body, isMethod: function.isMethod, comment))
    }
    for annotation in comment?.annotations ?? [] {
      switch annotation.content {
      case .type(let types): return types.first.map(AnnotationReader(file: identity).type) ?? .unknown
      case .class(let content): return .named(content.name.text, [])
      default: continue
      }
    }
    guard let value = entry.value.flatMap({ file.expression($0) }) else { return .unknown }
    if entry.position == 0 { return type(of: value) }
    let results = results(of: value)
    return results.indices.contains(entry.position) ? results[entry.position] : .unknown
  }
}
