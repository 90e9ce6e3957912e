import LuaSyntax

/// A call with what is known of what it calls.
struct TypedCall {
  var node: Node
  /// The ways in which it can be called; empty when nothing is known.
  var shapes: [FunctionShape]
  /// What stands before the colon, if there is one.
  var receiver: LuaType?
  var arguments: [Expression]
  var list: ArgumentList
  /// What is called, as it is written.
  var calleeRange: Range<Int>

  /// Whether the last argument may stand for several.
  var isOpen: Bool { arguments.last?.mayHaveMoreValues ?? false }

  func parameters(of shape: FunctionShape) -> [FunctionShape.Parameter] {
    shape.positional(isColonCall: receiver != nil)
  }
}

extension RuleContext {
  /// Whether any annotation can have a say in the file: without one nothing is sure enough for rules about types.
  var hasTypes: Bool { facts.types.mayHaveTypes(facts.workspace.surroundings) }

  /// A new question about types; the one before is over.
  mutating func askTypes() -> TypeInquiry {
    if let inquiry = typedRules.inquiry {
      inquiry.begin()
      return inquiry
    }
    let inquiry = TypeInquiry(facts)
    typedRules.inquiry = inquiry
    return inquiry
  }

  /// A call with what it calls; nil when that is Cofre's own, or not known.
  mutating func typedCall(_ node: Node) -> TypedCall? {
    if let last = typedRules.lastCall, last.node == node.id { return last.call }
    let call = resolvedCall(node)
    typedRules.lastCall = (node.id, call)
    return call
  }

  /// The fields without which a table is no value of a class, each once.
  mutating func requiredFields(of name: String, _ arguments: [LuaType]) -> [String] {
    if arguments.isEmpty, let known = typedRules.requiredFields[name] { return known }
    let inquiry = askTypes()
    var required: [String] = []
    for (part, substitution) in inquiry.lineage(of: name, arguments) {
      for field in part.fields where field.isAnnotated && !field.isOptional {
        guard let key = field.key.name, !required.contains(key) else { continue }
        let type = inquiry.expanded(field.type.substituting(substitution))
        if type.isUncertain || type.mayBeNil || !type.functionShapes.isEmpty || type == .function { continue }
        required.append(key)
      }
    }
    if arguments.isEmpty { typedRules.requiredFields[name] = required }
    return required
  }

  private mutating func resolvedCall(_ node: Node) -> TypedCall? {
    let list: ArgumentList
    let end: Int
    if let call = CallExpression(node) {
      switch value(of: call.callee) {
      case .unknown, .closure, .table: break
      default: return nil
      }
      list = call.arguments
      end = call.callee.range.upperBound
    } else if let call = MethodCallExpression(node) {
      guard !value(of: call.receiver).isCofres, hasTypes else { return nil }
      list = call.arguments
      end = call.method?.range.upperBound ?? call.receiver.range.upperBound
    } else {
      return nil
    }
    let inquiry = askTypes()
    let (callee, receiver) = inquiry.callee(ofCall: node)
    let shapes = inquiry.shapes(of: callee)
    guard !shapes.isEmpty, inquiry.isKnownCallable(callee) else { return nil }
    return TypedCall(
      node: node, shapes: shapes, receiver: receiver, arguments: list.expressions, list: list,
      calleeRange: node.range.lowerBound..<end)
  }
}

/// What the rules about types keep between two questions.
struct TypedRuleState {
  fileprivate(set) var inquiry: TypeInquiry?
  fileprivate(set) var lastCall: (node: NodeID, call: TypedCall?)?
  /// By the variable, the functions in which it is given values.
  var writers: [Int: Set<NodeID?>] = [:]
  /// By the body of the function.
  var flows: [CodePlace: ParameterFlows] = [:]
  var declarationStarts: [FileIdentity: [(offset: Int, index: Int)]] = [:]
  var shown: [CodePlace: [String: String]] = [:]
  /// By the name of the class.
  fileprivate var requiredFields: [String: [String]] = [:]

  init() {}
}

extension LuaType {
  /// Whether all of it is known.
  var isSure: Bool {
    switch self {
    case .unknown, .any, .parameter, .template, .expression, .variadic: false
    case .known(let value):
      switch value.kind {
      case .output, .configurationValue: false
      default: true
      }
    case .union(let members): members.allSatisfy(\.isSure)
    default: true
    }
  }
}
