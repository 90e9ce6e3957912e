import LuaSyntax

/// One question about types, with the bounds that keep its answer cheap whatever the file.
///
/// It is made for a question and used by one task. What it works out is kept in the ``TypeMemo`` of the file, so that the
/// next question finds it.
final class TypeInquiry {
  /// What all parts of a question share, be they in one file or in several.
  final class Bounds {
    /// How deeply questions have led to further ones.
    var depth = 0
    /// How many steps are left.
    var steps: Int
    /// What is being worked out, so that a value that depends on itself is found out.
    var underway: Set<Key> = []
    /// How often a bound was met or a value depended on itself; what came of it is not kept.
    var cuts = 0

    init(steps: Int) { self.steps = steps }

    struct Key: Hashable {
      enum Kind: Int { case expression, flow, binding, body, alias }
      var file: FileIdentity
      var kind: Kind
      var number: Int
      var detail = 0

      // Files are few: what tells keys apart are the numbers.
      func hash(into hasher: inout Hasher) {
        hasher.combine(number &+ detail &* 0x9E37_79B9 &+ kind.rawValue &<< 56)
      }
    }
  }

  static let maximumDepth = 48

  let facts: DocumentFacts
  let bounds: Bounds
  /// The question that this is a part of, in another file; it outlives its parts.
  private unowned let whole: TypeInquiry?
  /// The parts in other files.
  private var parts: [FileIdentity: TypeInquiry] = [:]

  var file: SourceFile { facts.file }
  var memo: TypeMemo { facts.types }
  var identity: FileIdentity { memo.identity }

  init(_ facts: DocumentFacts, steps: Int = 20_000) {
    self.facts = facts
    bounds = Bounds(steps: steps)
    whole = nil
  }

  /// Makes it a question of its own again, with all of its steps.
  func begin() {
    bounds.steps = 20_000
    bounds.cuts = 0
  }

  private init(_ facts: DocumentFacts, of other: TypeInquiry) {
    self.facts = facts
    bounds = other.bounds
    whole = other
  }

  /// The same question in another file; nil when there is no such file.
  func inquiry(in file: FileIdentity) -> TypeInquiry? {
    if file == identity { return self }
    if let whole { return whole.inquiry(in: file) }
    if let known = parts[file] { return known }
    let facts = facts
    let found = memo.facts(of: file) {
      guard let other = facts.workspace.surroundings.types.file(file) else { return nil }
      return DocumentFacts.collect(from: other.text, in: facts.workspace)
    }
    guard let found else { return nil }
    let inquiry = TypeInquiry(found, of: self)
    parts[file] = inquiry
    return inquiry
  }

  /// Answers a part of the question, unless it is too deep, the steps are used up, or it is being answered already.
  func bounded<Answer>(
    _ kind: Bounds.Key.Kind, _ number: Int, _ detail: Int = 0, else other: Answer, _ answer: () -> Answer
  ) -> Answer {
    let key = Bounds.Key(file: identity, kind: kind, number: number, detail: detail)
    guard bounds.depth < Self.maximumDepth, bounds.steps > 0, bounds.underway.insert(key).inserted else {
      bounds.cuts += 1
      return other
    }
    bounds.depth += 1
    bounds.steps -= 1
    defer {
      bounds.depth -= 1
      bounds.underway.remove(key)
    }
    return answer()
  }

  // MARK: - Expressions

  /// What an expression may hold; of several values the first.
  func type(of expression: Expression) -> LuaType {
    switch expression {
    case .missing: return .unknown
    case .nil: return .nil
    case .boolean(let literal): return .literal(.boolean(literal.value))
    case .number(let literal): return .literal(.number(literal.text))
    case .string(let literal): return .literal(.string(String(decoding: literal.value, as: UTF8.self)))
    default: break
    }
    let node = expression.node
    if let known = memo.expression(node.id) { return known }
    let cuts = bounds.cuts
    let type = bounded(.expression, Int(node.id.rawValue), else: .unknown) { compute(expression) }
    if cuts == bounds.cuts || bounds.depth == 0 { memo.keep(type, of: node.id) }
    return type
  }

  private func compute(_ expression: Expression) -> LuaType {
    if memo.fileAnnotations.hasInlineTypes, let type = inlineType(behind: expression) { return type }
    switch expression {
    case .name, .member, .index, .call, .methodCall, .binary, .unary:
      let value = facts.value(of: expression)
      if value.isCofres { return .known(KnownValue(kind: value)) }
      if case .module(let name) = value { return moduleType(name) }
    default: break
    }
    switch expression {
    case .name(let name): return type(ofName: name)
    case .parenthesized(let inner): return type(of: inner.inner)
    case .table(let table): return type(of: table)
    case .function(let function): return .callable(shape(of: function))
    case .vararg: return results(of: expression).first ?? .unknown
    case .member(let member): return type(of: member)
    case .index(let index): return type(of: index)
    case .call(let call): return results(of: call).first ?? .nil
    case .methodCall(let call): return results(of: call).first ?? .nil
    case .unary(let unary): return type(of: unary)
    case .binary(let binary): return type(of: binary)
    default: return .unknown
    }
  }

  private func inlineType(behind expression: Expression) -> LuaType? {
    for annotation in file.annotation(rightBehind: expression.node)?.annotations ?? [] {
      if case .as(let type) = annotation.content { return AnnotationReader(file: identity).type(type) }
    }
    return nil
  }

  private func type(of table: TableConstructor) -> LuaType {
    // An annotation of the variable says more than what is in the braces.
    .constructed(CodePlace(file: identity, range: table.range))
  }

  func shape(of function: FunctionExpression) -> FunctionShape {
    let documentation = statement(givenBy: function.node).flatMap { file.documentation(of: $0) }
    return AnnotationReader(file: identity).shape(of: function.body, isMethod: false, documentation)
  }

  /// The statement, or field of a table, that has an expression as its only value.
  func statement(givenBy node: Node) -> Node? { node.statementGiven }

  private func type(of member: MemberExpression) -> LuaType {
    guard let name = member.name?.text, !name.isEmpty else { return .unknown }
    let declared = { [self] in self.member(name, of: type(of: member.object))?.type ?? .unknown }
    guard let reference = reference(of: .member(member)) else { return declared() }
    return type(of: reference, at: member.node, start: declared)
  }

  private func type(of index: IndexExpression) -> LuaType {
    element(of: type(of: index.object), by: type(of: index.key))
  }

  private func type(of unary: UnaryExpression) -> LuaType {
    switch unary.operatorToken.kind {
    case .not: return .boolean
    case .hash: return .integer
    case .minus:
      let operand = type(of: unary.operand)
      if case .literal(.number(let text)) = operand { return .literal(.number("-\(text)")) }
      return operatorResult("unm", operand, nil) ?? (operand == .integer ? .integer : .number)
    default: return .integer
    }
  }

  private func type(of binary: BinaryExpression) -> LuaType {
    switch binary.operatorToken.kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return .boolean
    case .and:
      let left = type(of: binary.left)
      let right = type(of: binary.right)
      let falsy = left.falsyPart
      return falsy.isEmpty ? right : .oneOf(falsy + [right])
    case .or:
      let left = type(of: binary.left)
      let right = type(of: binary.right)
      let truthy = left.truthyPart
      return truthy.isEmpty ? right : left.falsyPart.isEmpty && !left.isUncertain ? left : .oneOf(truthy + [right])
    case .concat: return operatorResult("concat", type(of: binary.left), type(of: binary.right)) ?? .string
    case .plus, .minus, .star, .percent, .doubleSlash:
      let (left, right) = (type(of: binary.left), type(of: binary.right))
      if let name = binary.operatorToken.kind.operatorName, let type = operatorResult(name, left, right) { return type }
      return left.widened == .integer && right.widened == .integer ? .integer : .number
    case .slash, .caret:
      let (left, right) = (type(of: binary.left), type(of: binary.right))
      return binary.operatorToken.kind.operatorName.flatMap { operatorResult($0, left, right) } ?? .number
    default: return .integer
    }
  }
}

extension TokenKind {
  /// The word that `@operator` has for it.
  fileprivate var operatorName: String? {
    switch self {
    case .plus: "add"
    case .minus: "sub"
    case .star: "mul"
    case .slash: "div"
    case .percent: "mod"
    case .caret: "pow"
    case .doubleSlash: "idiv"
    default: nil
    }
  }
}

extension DocumentFacts {
  /// What an expression may hold: what Cofre knows of it, as ``LuaType/known(_:)``, or else its type.
  func type(of expression: Expression) -> LuaType { TypeInquiry(self).type(of: expression) }
}
