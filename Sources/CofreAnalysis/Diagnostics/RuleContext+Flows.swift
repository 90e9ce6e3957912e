import CofreModel
import CofreSchema
import LuaSyntax

/// Where a function of the project puts its parameters, by their names.
struct ParameterFlows {
  /// Sensitive properties that take a parameter as it is: `'secret_string' of aws.secretsmanager.SecretVersion`.
  var sensitive: [String: String] = [:]
  /// Properties that are not sensitive, and hold the parameter or a text made of it.
  var plain: [String: String] = [:]
}

extension RuleContext {
  /// The sensitive property that the called function gives an argument to as it is; nil when it gives it to none.
  mutating func sensitiveProperty(takingArgument argument: Node) -> String? {
    guard let (name, body) = parameter(takingArgument: argument) else { return nil }
    return flows(ofBody: body).sensitive[name]
  }

  /// The property that is not sensitive to which the called function gives an argument, or a text made of it.
  mutating func plainProperty(takingArgument argument: Node) -> String? {
    guard let (name, body) = parameter(takingArgument: argument) else { return nil }
    return flows(ofBody: body).plain[name]
  }

  /// The function of the library by which the called function shows an argument.
  mutating func messageFunction(takingArgument argument: Node) -> String? {
    guard let (name, body) = parameter(takingArgument: argument) else { return nil }
    if let known = typedRules.shown[body] { return known[name] }
    let shown = askTypes().inquiry(in: body.file).map { ParameterFlows.shown(byBodyAt: body.range, $0.facts) } ?? [:]
    typedRules.shown[body] = shown
    return shown[name]
  }

  private mutating func flows(ofBody body: CodePlace) -> ParameterFlows {
    if let known = typedRules.flows[body] { return known }
    var flows = ParameterFlows()
    if let facts = askTypes().inquiry(in: body.file)?.facts {
      let starts = declarationStarts(facts, body.file)
      // The first that does not begin before the body.
      var (low, high) = (0, starts.count)
      while low < high {
        let middle = (low + high) / 2
        if starts[middle].offset < body.range.lowerBound { low = middle + 1 } else { high = middle }
      }
      for start in starts[low...].prefix(while: { $0.offset < body.range.upperBound }) {
        flows.add(facts.declarations[start.index], inBodyAt: body.range, facts)
      }
    }
    typedRules.flows[body] = flows
    return flows
  }

  /// Where the declarations of a file begin, in order: a file may have as many functions as declarations.
  private mutating func declarationStarts(
    _ facts: DocumentFacts, _ file: FileIdentity
  ) -> [(offset: Int, index: Int)] {
    if let known = typedRules.declarationStarts[file] { return known }
    let starts = facts.declarations.indices.map { (offset: facts.declarations[$0].calleeRange.lowerBound, index: $0) }
      .sorted { $0.offset < $1.offset }
    typedRules.declarationStarts[file] = starts
    return starts
  }

  /// The parameter that takes an argument, and the body of the called function.
  private mutating func parameter(takingArgument argument: Node) -> (name: String, body: CodePlace)? {
    guard let list = argument.parent, list.kind == .argumentList, let call = list.parent else { return nil }
    if let call = MethodCallExpression(call), facts.value(of: call.receiver).isCofres { return nil }
    let inquiry = askTypes()
    let (callee, receiver) = inquiry.callee(ofCall: call)
    guard case .callable(let shape) = inquiry.expanded(callee), let body = shape.body else { return nil }
    let parameters = shape.positional(isColonCall: receiver != nil)
    guard let position = ArgumentList(list)?.expressions.firstIndex(where: { $0.node == argument }),
      parameters.indices.contains(position), !parameters[position].isVariadic
    else { return nil }
    return (parameters[position].name, body)
  }

  /// What the variable of a loop over a table that is written out holds, or a field of it; empty for other expressions.
  func valuesOfLoop(_ expression: Expression) -> [Expression] {
    switch expression {
    case .name(let name): return elements(ofLoopOf: name)
    case .member(let member):
      guard case .name(let name) = member.object, let key = member.name?.text else { return [] }
      return elements(ofLoopOf: name).compactMap { element in
        guard case .table(let table) = element else { return nil }
        return table.fields.first { $0.stringKey == key }?.value
      }
    default: return []
    }
  }

  private func elements(ofLoopOf name: Name) -> [Expression] {
    guard let index = facts.binding(of: name), facts.bindings[index].kind == .loop,
      let loop = GenericFor(facts.bindings[index].declaration), loop.variables.count == 2,
      loop.variables[1].name?.range == facts.bindings[index].nameRange, facts.bindings[index].isNeverReassigned,
      case .call(let call)? = loop.values.first, case .function(let function) = facts.value(of: call.callee),
      function == "pairs" || function == "ipairs", let list = call.arguments.expressions.first
    else { return [] }
    switch list {
    case .table(let table): return table.fields.prefix(64).map(\.value)
    case .name(let name): return facts.localTable(of: name)?.table.fields.prefix(64).map(\.value) ?? []
    default: return []
    }
  }
}

extension ParameterFlows {
  /// Adds what a declaration in the body of a function is given.
  mutating func add(_ declaration: ResourceDeclaration, inBodyAt range: Range<Int>, _ facts: DocumentFacts) {
    guard let properties = LiteralProperties(of: declaration, facts: facts) else { return }
    for place in properties.places {
      let text = "'\(place.path)' of \(declaration.type.name)"
      if place.isSensitive {
        for name in Self.parameters(in: place.value, range, facts, isWhole: true) { sensitive[name] = text }
      } else if place.property?.autoName == nil, place.property?.isLocal != true, declaration.type.cloud != "cofre" {
        for name in Self.parameters(in: place.value, range, facts, isWhole: false) { plain[name] = text }
      }
    }
  }

  /// The parameters that a function shows, with the functions of the library by which it does.
  static func shown(byBodyAt range: Range<Int>, _ facts: DocumentFacts) -> [String: String] {
    var shown: [String: String] = [:]
    var nodes = facts.file.innermostNode(covering: range).descendants
    var steps = 4_000
    while let node = nodes.next(), steps > 0 {
      steps -= 1
      guard let call = CallExpression(node), case .function(let name) = facts.value(of: call.callee),
        SecretLoggedRule.shows(name)
      else { continue }
      for argument in call.arguments.expressions {
        for parameter in parameters(in: argument, range, facts, isWhole: false) { shown[parameter] = name }
      }
    }
    return shown
  }

  /// The parameters of the function that an expression holds: as it is, or as a part of a text.
  private static func parameters(
    in expression: Expression, _ body: Range<Int>, _ facts: DocumentFacts, isWhole: Bool, depth: Int = 6
  ) -> [String] {
    guard depth > 0 else { return [] }
    func inner(_ expression: Expression) -> [String] {
      parameters(in: expression, body, facts, isWhole: isWhole, depth: depth - 1)
    }
    switch expression {
    case .name(let name):
      guard let index = facts.binding(of: name), facts.bindings[index].isNeverReassigned else { return [] }
      let binding = facts.bindings[index]
      if binding.kind == .parameter {
        return binding.declaration.parent?.parent?.range == body ? [binding.name] : []
      }
      return binding.valueExpression.map(inner) ?? []
    case .parenthesized(let parenthesized): return inner(parenthesized.inner)
    case .binary(let binary):
      switch binary.operatorToken.kind {
      case .or: return inner(binary.left) + inner(binary.right)
      case .and: return inner(binary.right)
      case .concat: return isWhole ? [] : inner(binary.left) + inner(binary.right)
      default: return []
      }
    case .call(let call):
      guard case .function(let name) = facts.value(of: call.callee) else { return [] }
      if name == "cofre.secret" || name == "cofre.output" { return call.arguments.expressions.flatMap(inner) }
      guard !isWhole, ["tostring", "string.format", "cofre.format", "cofre.interpolate"].contains(name) else {
        return []
      }
      return call.arguments.expressions.flatMap(inner)
    case .methodCall(let call):
      guard !isWhole, call.method?.text == "format" else { return [] }
      return call.arguments.expressions.flatMap(inner)
    default: return []
    }
  }
}
