import LuaSyntax

/// A field of a class as something that is named in many places; of an inherited one, of the class that declares it.
struct FieldSymbol: Hashable, Sendable {
  var owner: String
  var name: String
}

/// A place that names a field.
struct FieldUse: Sendable {
  var range: Range<Int>
  /// Whether the field is declared, or given a value.
  var isWrite: Bool
  /// Whether the class has the field from here.
  var isDeclaration = false
}

extension DocumentFacts {
  /// The field that is named at an offset, in the code or by `@field`, and where the name stands.
  ///
  /// Nil when it is a field of no class that annotations declare, and of what Cofre itself knows more.
  func field(at offset: Int) -> (symbol: FieldSymbol, range: Range<Int>)? {
    if file.comment(at: offset) != nil { return annotatedField(at: offset) }
    guard let (subject, range) = subject(at: offset), let symbol = field(subject, TypeInquiry(self)),
      // What is found by the type of its key alone has no name.
      case .class(let parts)? = definition(ofType: symbol.owner),
      parts.contains(where: { $0.fields.contains { $0.key.name == symbol.name } })
    else { return nil }
    if case .text(let literal) = subject { return (symbol, literal.contentRange) }
    return (symbol, range)
  }

  private func annotatedField(at offset: Int) -> (symbol: FieldSymbol, range: Range<Int>)? {
    for (owner, parts) in types.own.classes {
      for field in parts.lazy.flatMap(\.fields) where field.isAnnotated && field.place.range.holds(offset) {
        guard let name = field.key.name, let range = range(of: name, in: field.place.range) else { continue }
        return (FieldSymbol(owner: owner, name: name), range)
      }
    }
    return nil
  }

  /// Where a name stands that may be in quotes; nil when it is written in another way.
  private func range(of name: String, in range: Range<Int>) -> Range<Int>? {
    let count = name.utf8.count
    let start = range.lowerBound + (range.count == count + 2 ? 1 : 0)
    guard start + count <= range.upperBound, file.source[start..<start + count].elementsEqual(name.utf8) else {
      return nil
    }
    return start..<start + count
  }

  /// What a place names behind a value of a class; the class need not have a field of the name.
  private func field(_ subject: Subject, _ inquiry: TypeInquiry) -> FieldSymbol? {
    let name: String
    let type: LuaType?
    switch subject {
    case .binding, .global: return nil
    case .text(let literal):
      guard let index = literal.node.parent.flatMap({ IndexExpression($0) }), index.key.node == literal.node,
        !value(of: index.object).isCofres
      else { return nil }
      name = String(decoding: literal.value, as: UTF8.self)
      guard literal.contentRange.count == name.utf8.count else { return nil }
      type = inquiry.type(of: index.object)
    case .member, .method, .key:
      if isCofres(subject) { return nil }
      switch subject {
      case .member(let member, let found): (name, type) = (found.text, inquiry.type(of: member.object))
      case .method(let call, let found): (name, type) = (found.text, inquiry.type(of: call.receiver))
      case .key(let found, let table):
        (name, type) = (found.text, inquiry.expectedType(of: table.node).map { inquiry.expanded($0).withoutNil })
      default: return nil
      }
    }
    let owner = type.flatMap { inquiry.member(name, of: $0)?.owner }
    return owner.map { FieldSymbol(owner: $0, name: name) }
  }

  /// The places in this file that name a field, as far as types tell, in order.
  func uses(of field: FieldSymbol) -> [FieldUse] { namesakes(of: field).uses }

  /// The places in this file that have the name of a field: those that name it and, apart, others.
  ///
  /// The others are those that name a field of another class, as far as types tell. Those that name the field are in order.
  func namesakes(of field: FieldSymbol) -> (uses: [FieldUse], others: [Range<Int>]) {
    var uses: [Int: FieldUse] = [:]
    var others: [Range<Int>] = []
    for declared in (types.own.classes[field.owner] ?? []).flatMap(\.fields) where declared.key.name == field.name {
      guard let range = range(of: field.name, in: declared.place.range) else { continue }
      uses[range.lowerBound] = FieldUse(range: range, isWrite: true, isDeclaration: true)
    }
    let inquiry = TypeInquiry(self)
    for node in file.root.descendants where node.kind == .fieldName || node.kind == .string {
      guard let range = range(of: field.name, in: node.range), uses[range.lowerBound] == nil,
        let subject = subject(ofField: node) ?? StringLiteral(node).map({ .text($0) })
      else { continue }
      inquiry.begin()
      switch self.field(subject, inquiry) {
      case field: uses[range.lowerBound] = FieldUse(range: range, isWrite: subject.isWritten)
      case .some: others.append(range)
      case nil: break
      }
    }
    return (uses.values.sorted { $0.range.lowerBound < $1.range.lowerBound }, others)
  }
}

extension Subject {
  /// Whether it is given a value where it stands.
  fileprivate var isWritten: Bool {
    let node: Node
    switch self {
    case .key: return true
    case .member(let member, _): node = member.node
    case .text(let literal):
      guard let index = literal.node.parent else { return false }
      node = index
    default: return false
    }
    guard let parent = node.parent else { return false }
    if parent.kind == .functionStatement { return true }
    return parent.kind == .expressionList && parent.parent?.kind == .assignment && parent.parent?.firstChild == parent
  }
}
