import LuaSyntax

extension DocumentAnalysis {
  /// The names of parameters in front of literals: at calls of the file's own functions, of those of its modules, and of
  /// the standard library, when there are two arguments or more.
  func parameterHints(in range: Range<Int>) -> [InlayHintItem] {
    var hints: [InlayHintItem] = []
    var nodes = file.root.descendants
    while let node = nodes.next() {
      let place = node.range
      if place.upperBound <= range.lowerBound || place.lowerBound >= range.upperBound {
        nodes.skipChildren()
        continue
      }
      guard node.kind == .call, let call = CallExpression(node) else { continue }
      let arguments = call.arguments.expressions
      guard arguments.count > 1, call.arguments.hasParentheses, arguments.contains(where: \.isPlainLiteral),
        let names = facts.parameterNames(of: call.callee) ?? facts.typedParameterNames(of: call)
      else { continue }
      for (argument, name) in zip(arguments, names) where argument.isPlainLiteral && name != "_" && name != "..." {
        let start = argument.range.lowerBound
        guard range.contains(start) else { continue }
        hints.append(InlayHintItem(offset: start, label: "\(name):", kind: .parameter, tooltip: nil))
      }
    }
    return hints
  }
}

extension DocumentFacts {
  /// The names of what a function takes; nil for a function that is not known, or whose arguments speak for themselves.
  fileprivate func parameterNames(of callee: Expression) -> [String]? {
    if case .name(let name) = callee, let index = binding(of: name) {
      guard bindings[index].isNeverReassigned || bindings[index].kind == .function else { return nil }
      if let function = LocalFunction(bindings[index].declaration) { return function.body.parameters.map(\.text) }
      guard case .function(let function)? = bindings[index].valueExpression else { return nil }
      return function.body.parameters.map(\.text)
    }
    switch value(of: callee) {
    case .function(let name):
      // Their first argument is a format or a name, as everybody knows.
      guard !["print", "require", "string.format", "cofre.format", "cofre.interpolate", "cofre.export"].contains(name)
      else { return nil }
      return StandardLibrary.entry(name)?.parameters.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
    default:
      guard case .member(let member) = callee, let name = member.name?.text,
        case .module(let module) = value(of: member.object)
      else { return nil }
      return moduleParameters(of: name, in: module)
    }
  }

  /// The names that annotations give to what a function takes; nil where the arguments decide what is called.
  fileprivate func typedParameterNames(of call: CallExpression) -> [String]? {
    guard types.mayHaveTypes(workspace.surroundings), !value(of: call.callee).isCofres else { return nil }
    let inquiry = TypeInquiry(self)
    let shapes = inquiry.shapes(ofCall: call.node).shapes
    return inquiry.best(of: shapes, call.arguments.expressions, receiver: nil)?.parameters.map(\.name)
  }

  private func moduleParameters(of name: String, in module: String) -> [String]? {
    for statement in workspace.modules[module]?.text.file.block.statements ?? [] {
      guard case .function(let function) = statement, case .member(let member) = function.target,
        member.name?.text == name, !member.isMethod
      else { continue }
      return function.body.parameters.map(\.text)
    }
    return nil
  }
}

extension Expression {
  /// Whether it does not say by itself what it is for.
  fileprivate var isPlainLiteral: Bool {
    switch self {
    case .number, .boolean, .nil, .string: true
    default: false
    }
  }
}
