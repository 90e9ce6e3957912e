import LuaSyntax

enum UndefinedFieldRule: NodeRule {
  static let page = RulePage(
    "undefined-field", .warning, .lua, "Undefined field",
    explanation: """
      A field is read that the class of the value does not declare, or its enumeration does not have, and that no code
      sets, so what is read is nil.

      Correct the name, or declare the field with `---@field`.
      """,
    wrong: """
      ---@class Team
      ---@field name string

      ---@param team Team
      local function show(team)
        print(team.nmae)
      end
      show({ name = "ml" })
      """,
    right: """
      ---@class Team
      ---@field name string

      ---@param team Team
      local function show(team)
        print(team.name)
      end
      show({ name = "ml" })
      """,
    fix: "Changes the name to the nearest one.")

  static let kinds: [NodeKind] = [.member, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    guard context.hasTypes, node.parent?.kind != .functionStatement, !context.isAssigned(node) else { return }
    let object: Expression
    let name: Name?
    if let member = MemberExpression(node) {
      (object, name) = (member.object, member.name)
    } else if let call = MethodCallExpression(node) {
      (object, name) = (call.receiver, call.method)
    } else {
      return
    }
    guard let name, !name.range.isEmpty, !context.value(of: object).isCofres else { return }
    let inquiry = context.askTypes()
    let type = inquiry.type(of: object).withoutNil
    if case .constructed(let place) = type { return checkEnumeration(place, name, node, in: &context) }
    if case .named(let typeName, _) = type, case .enumeration(let enumeration)? = inquiry.definition(typeName) {
      // The table that a field of a class holds is written as its type.
      if case .member = object { checkEnumeration(enumeration.table, name, node, in: &context) }
      return
    }
    guard case .named(let className, let arguments) = type,
      inquiry.member(name.text, of: .named(className, arguments)) == nil,
      inquiry.isFullyKnown(className, arguments, besides: name.text), !context.isAsked(node),
      !inquiry.isEverWritten(node)
    else { return }
    context.reportUnknown(
      page, name, "'\(className)' has no field '\(name.text)'.",
      among: inquiry.members(of: .named(className, arguments)).map(\.name))
  }

  /// The table of an `---@enum` has what is written in it, and nothing else.
  private static func checkEnumeration(
    _ place: CodePlace, _ name: Name, _ node: Node, in context: inout RuleContext
  ) {
    let inquiry = context.askTypes()
    guard node.kind == .member, inquiry.member(name.text, of: .constructed(place)) == nil,
      let enumeration = inquiry.enumeration(ofTableAt: place),
      let contents = inquiry.inquiry(in: place.file)?.contents(ofTableAt: place.range), contents.elements.isEmpty,
      inquiry.bounds.cuts == 0, !context.isAsked(node), !inquiry.isEverWritten(node)
    else { return }
    context.reportUnknown(page, name, "'\(enumeration.name)' has no member '\(name.text)'.", among: contents.order)
  }
}

extension TypeInquiry {
  /// Whether the code gives a value to the field that a node names, be it before or after.
  fileprivate func isEverWritten(_ node: Node) -> Bool {
    guard let key = Expression(node).flatMap({ reference(of: $0) }) else { return false }
    let facts = facts
    let graph = memo.flow(key) { FlowBuilder.graph(of: key, in: facts) }
    return graph.points.contains { point in
      switch point {
      case .assigned, .function: true
      default: false
      }
    }
  }

  /// The enumeration that a table is.
  fileprivate func enumeration(ofTableAt place: CodePlace) -> EnumDeclaration? {
    let text = place.file == identity ? memo.text : facts.workspace.surroundings.types.file(place.file)?.text
    return text?.summary.enumerations.first { $0.table == place }
  }

  /// Whether all classes above one are declared, so that what none of them has is nowhere.
  ///
  /// The objects of a class that is its own `__index` are made of other tables: they may have a field that any of those has.
  func isFullyKnown(_ name: String, _ arguments: [LuaType], besides field: String? = nil) -> Bool {
    let lineage = lineage(of: name, arguments)
    guard !lineage.isEmpty, bounds.cuts == 0 else { return false }
    return lineage.allSatisfy { part in
      part.part.operators["index"] == nil && !part.part.hasFurtherFields
        && !part.part.fields.contains { $0.key.name == nil }
        && part.part.fields.filter { $0.key.name == "__index" }.allSatisfy { index in
          guard let field, let type = member("__index", of: .named(part.part.name, []))?.type,
            lineage.contains(where: { text(of: type) == $0.part.name })
          else { return false }
          return !isGiven(field, in: index.place.file)
        }
        && part.part.parents.allSatisfy { parent in
          guard case .named(let above, _) = parent, case .class? = definition(above) else { return false }
          return true
        }
    }
  }

  /// Whether a file gives a field of a name to any table.
  private func isGiven(_ name: String, in file: FileIdentity) -> Bool {
    guard let facts = inquiry(in: file)?.facts else { return true }
    return facts.file.root.descendants.contains { node in
      switch node.kind {
      case .namedField: return NamedField(node)?.name?.text == name
      case .string:
        // In brackets, or for `rawset`.
        return StringLiteral(node)?.value.elementsEqual(name.utf8) ?? false
      case .member:
        guard MemberExpression(node)?.name?.text == name, let parent = node.parent else { return false }
        if parent.kind == .functionStatement { return true }
        guard parent.kind == .expressionList, let statement = parent.parent else { return false }
        return statement.kind == .assignment && statement.firstChild == parent
      default: return false
      }
    }
  }
}
