import LuaSyntax

extension TypeInquiry {
  /// All values of an expression: of a call all of its results, of others the one.
  func results(of expression: Expression) -> [LuaType] {
    switch expression {
    case .call(let call):
      if facts.value(of: expression).isCofres { return [type(of: expression)] }
      if case .module = facts.value(of: expression) { return [type(of: expression)] }
      return results(of: call)
    case .methodCall(let call):
      if facts.value(of: expression).isCofres { return [type(of: expression)] }
      return results(of: call)
    case .vararg: return [varargType(around: expression.node)]
    default: return [type(of: expression)]
    }
  }

  func results(of call: CallExpression) -> [LuaType] {
    bounded(.body, Int(call.node.id.rawValue), 1, else: [.unknown]) {
      let callee = type(of: call.callee)
      let arguments = call.arguments.expressions
      if case .known(let value) = callee, case .function(let name) = value.kind {
        return results(ofLibrary: name, arguments)
      }
      return results(of: callee, arguments, receiver: nil)
    }
  }

  func results(of call: MethodCallExpression) -> [LuaType] {
    bounded(.body, Int(call.node.id.rawValue), 1, else: [.unknown]) {
      guard let name = call.method?.text else { return [.unknown] }
      let receiver = type(of: call.receiver)
      guard let callee = member(name, of: receiver)?.type else { return [.unknown] }
      let arguments = call.arguments.expressions
      if case .known(let value) = callee, case .function(let name) = value.kind {
        return results(ofLibrary: name, [call.receiver] + arguments)
      }
      return results(of: callee, arguments, receiver: receiver)
    }
  }

  /// The ways in which a value of a type can be called.
  func shapes(of callee: LuaType) -> [FunctionShape] {
    var shapes: [FunctionShape] = []
    for alternative in expanded(callee).alternatives.prefix(16) {
      switch alternative {
      case .callable(let shape): shapes += shape.ways
      case .named(let name, let arguments):
        for (part, substitution) in lineage(of: name, arguments) {
          shapes += part.calls.map { $0.substituting(substitution.with(self: alternative)) }
        }
      default: continue
      }
    }
    return shapes
  }

  private func results(of callee: LuaType, _ arguments: [Expression], receiver: LuaType?) -> [LuaType] {
    let shapes = shapes(of: callee)
    guard !shapes.isEmpty else { return [.unknown] }
    let shape = best(of: shapes, arguments, receiver: receiver) ?? shapes[0]
    let substitution = substitution(for: shape, arguments, receiver: receiver)
    guard let declared = shape.results ?? inferred(shape) else { return [.unknown] }
    var results: [LuaType] = []
    for result in declared {
      let type = result.type.substituting(substitution).withoutParameters
      if case .variadic(let inner) = type {
        // The number is not known; as many as anybody asks for in practice.
        results += Array(repeating: inner, count: 4)
      } else {
        results.append(type)
      }
    }
    return results
  }

  /// The way of calling that takes the arguments, the first that fits in number and types.
  func best(of shapes: [FunctionShape], _ arguments: [Expression], receiver: LuaType?) -> FunctionShape? {
    guard shapes.count > 1 else { return shapes.first }
    let types = arguments.prefix(16).map { type(of: $0) }
    let isOpen = arguments.last?.mayHaveMoreValues ?? false
    let fittingInNumber = shapes.filter { shape in
      let parameters = shape.positional(isColonCall: receiver != nil)
      let needed = parameters.count { !$0.isOptional && !$0.isVariadic }
      let isVariadic = parameters.last?.isVariadic ?? false
      return (arguments.count >= needed || isOpen) && (isVariadic || arguments.count <= parameters.count)
    }
    let fitting = fittingInNumber.first { shape in
      let parameters = shape.positional(isColonCall: receiver != nil)
      return zip(parameters, types).allSatisfy { parameter, type in
        guard let expected = parameter.type else { return true }
        return fits(type, parameter.isOptional ? expected.optional : expected)
      }
    }
    return fitting ?? fittingInNumber.first ?? shapes.first
  }

  /// The types for the type parameters of a function, as the arguments show them.
  func substitution(for shape: FunctionShape, _ arguments: [Expression], receiver: LuaType?) -> Substitution {
    var substitution = Substitution()
    if let receiver { substitution["self"] = receiver }
    guard !shape.generics.isEmpty else { return substitution }
    for (index, parameter) in shape.positional(isColonCall: receiver != nil).enumerated() {
      guard let type = parameter.type, arguments.indices.contains(index) else { continue }
      var given = self.type(of: arguments[index])
      if parameter.isOptional {
        // That it may be left out says nothing of what the parameter stands for.
        guard given != .nil else { continue }
        given = given.withoutNil
      }
      unify(type, given, &substitution, Set(shape.generics.map(\.name)), depth: 8)
    }
    for generic in shape.generics where substitution[generic.name] == nil {
      substitution[generic.name] = generic.constraint ?? .unknown
    }
    return substitution
  }

  private func unify(
    _ pattern: LuaType, _ given: LuaType, _ substitution: inout Substitution, _ names: Set<String>, depth: Int
  ) {
    guard depth > 0, bounds.steps > 0 else { return }
    bounds.steps -= 1
    func inner(_ pattern: LuaType, _ given: LuaType) {
      unify(pattern, given, &substitution, names, depth: depth - 1)
    }
    switch pattern {
    case .parameter(let name) where names.contains(name):
      if substitution[name] == nil, given != .unknown { substitution[name] = given.widened }
    case .template(let name) where names.contains(name):
      if case .literal(.string(let text)) = given, substitution[name] == nil { substitution[name] = .named(text, []) }
    case .union(let members):
      // What is left when the plain members have taken theirs belongs to the parameter.
      let plain = members.filter { if case .parameter = $0 { false } else { true } }
      let rest = given.alternatives.filter { alternative in !plain.contains { fits(alternative, $0) } }
      for member in members {
        if case .parameter = member { inner(member, rest.isEmpty ? given : .oneOf(rest)) } else { inner(member, given) }
      }
    case .array(let element): inner(element, self.element(of: given, by: .integer))
    case .map(let key, let value):
      let (keys, values) = entries(of: given)
      inner(key, keys)
      inner(value, values)
    case .named(let name, let arguments):
      guard case .named(name, let others) = given else { return }
      for (argument, other) in zip(arguments, others) { inner(argument, other) }
    case .callable(let shape):
      guard let other = given.functionShapes.first else { return }
      for (one, two) in zip(shape.parameters, other.parameters) {
        if let one = one.type, let two = two.type { inner(one, two) }
      }
      for (one, two) in zip(shape.results ?? [], other.results ?? inferred(other) ?? []) { inner(one.type, two.type) }
    case .object(let fields):
      for field in fields {
        guard let name = field.key.name, let member = member(name, of: given) else { continue }
        inner(field.type, member.type)
      }
    case .variadic(let type): inner(type, given)
    default: return
    }
  }

  /// The types of the keys and values that a loop over a table meets.
  func entries(of table: LuaType) -> (key: LuaType, value: LuaType) {
    switch table {
    case .array(let element): return (.integer, element)
    case .map(let key, let value): return (key, value)
    case .tuple(let members): return (.integer, .oneOf(members))
    case .object(let fields):
      let keys = fields.map { field -> LuaType in
        switch field.key {
        case .name: .string
        case .type(let type): type.widened
        }
      }
      return (.oneOf(keys), .oneOf(fields.map(\.type)))
    case .constructed(let place):
      guard let inquiry = inquiry(in: place.file), let contents = inquiry.contents(ofTableAt: place.range) else {
        break
      }
      let named = contents.order.prefix(32).compactMap { field($0, ofTableAt: place)?.type }
      let elements = contents.elements.isEmpty ? [] : [element(of: table, by: .integer)]
      let keys: [LuaType] = (named.isEmpty ? [] : [.string]) + (elements.isEmpty ? [] : [.integer])
      if keys.isEmpty { return (.unknown, .unknown) }
      let others: [LuaType] = contents.isOpen ? [.unknown] : []
      return (.oneOf(keys + others), .oneOf(named + elements + others))
    case .union(let members):
      let entries = members.filter { $0 != .nil }.map { self.entries(of: $0) }
      return (.oneOf(entries.map(\.key)), .oneOf(entries.map(\.value)))
    case .named(let name, let arguments):
      guard case .class? = definition(name) else {
        let inner = expanded(table)
        return inner == table ? (.unknown, .unknown) : entries(of: inner)
      }
      for (part, substitution) in lineage(of: name, arguments) {
        for field in part.fields {
          if case .type(let key) = field.key {
            return (key.substituting(substitution), field.type.substituting(substitution))
          }
        }
      }
    case .expression(let place): return entries(of: type(at: place))
    default: break
    }
    return (.unknown, .unknown)
  }

  // MARK: - Bodies

  /// What a function answers as its body shows it; nil when the body is not there.
  func inferred(_ shape: FunctionShape) -> [FunctionShape.Result]? {
    guard let body = shape.body, let inquiry = inquiry(in: body.file) else { return nil }
    return inquiry.results(ofBodyAt: body.range).map {
      FunctionShape.Result(type: exported($0, from: body.file))
    }
  }

  /// What the `return` statements of a function give.
  private func results(ofBodyAt range: Range<Int>) -> [LuaType] {
    if let known = memo.results(range.lowerBound) { return known }
    let cuts = bounds.cuts
    let results = bounded(.body, range.lowerBound, 2, else: [LuaType.unknown]) { () -> [LuaType] in
      let node = file.innermostNode(covering: range).ancestors.first { $0.kind == .functionBody && $0.range == range }
      return node.flatMap { FunctionBody($0) }.map(returned) ?? [.unknown]
    }
    if cuts == bounds.cuts { memo.keep(results, ofBodyAt: range.lowerBound) }
    return results
  }

  private func returned(by body: FunctionBody) -> [LuaType] {
    var columns: [[LuaType]] = []
    var count = 0
    var isOpen = false
    var nodes = body.block.node.descendants
    var steps = 4_000
    while let node = nodes.next(), count < 24, steps > 0 {
      steps -= 1
      if node.kind == .functionBody {
        nodes.skipChildren()
        continue
      }
      guard let statement = ReturnStatement(node) else { continue }
      let values = statement.values
      var types: [LuaType] = []
      for (position, value) in values.prefix(8).enumerated() {
        if position == values.count - 1 { types += results(of: value) } else { types.append(type(of: value)) }
      }
      if values.last?.mayHaveMoreValues ?? false { isOpen = true }
      for (position, type) in types.enumerated() {
        // A value that an earlier return does not give is nil there.
        if position == columns.count { columns.append(count > 0 && !isOpen ? [.nil] : []) }
        columns[position].append(type)
      }
      for position in columns.indices where position >= types.count && !isOpen { columns[position].append(.nil) }
      count += 1
    }
    if steps == 0 || count == 24 { return [.unknown] }
    if count > 0, !FlowExits.always(body.block.node, file) {
      for position in columns.indices { columns[position].append(.nil) }
    }
    return columns.map { LuaType.oneOf($0.map(\.unliteral)) }
  }

  // MARK: - The library

  private func results(ofLibrary name: String, _ arguments: [Expression]) -> [LuaType] {
    func argument(_ index: Int) -> LuaType { arguments.indices.contains(index) ? type(of: arguments[index]) : .nil }
    switch name {
    case "assert":
      let first = argument(0)
      return [.oneOf(first.truthyPart.isEmpty ? [first] : first.truthyPart)]
    case "setmetatable":
      guard arguments.count > 1 else { return [.unknown] }
      let table = type(of: arguments[0])
      guard let prototype = prototype(of: arguments[1]) else { return [table] }
      switch prototype {
      // A function answers for what the table has not; the table stays what it is.
      case .callable, .function: return [table]
      // An object of another class becomes one of this.
      case .named:
        if case .constructed = table { break }
        return [fits(table, prototype) ? table : prototype]
      default: break
      }
      if case .constructed(let place) = table {
        let isEmpty = inquiry(in: place.file)?.contents(ofTableAt: place.range)?.order.isEmpty ?? true
        if case .named = prototype { return [prototype] }
        if isEmpty { return [prototype] }
      }
      return [table]
    case "string.match": return matched(argument(1), isWhole: arguments.count == 2)
    default:
      guard let results = StandardLibrary.entry(name)?.results, !results.isEmpty else { return [.unknown] }
      return results
    }
  }

  /// What `string.match` answers for a pattern: nil when nothing matches, unless the pattern matches everything.
  ///
  /// Behind the first capture nothing is nil: whoever asks whether there was a match asks the first.
  private func matched(_ pattern: LuaType, isWhole: Bool) -> [LuaType] {
    guard case .literal(.string(let text)) = pattern, let pattern = LuaPattern(text) else {
      return StandardLibrary.entry("string.match")?.results ?? [.unknown]
    }
    var results: [LuaType] = pattern.captures.map { $0 == .place ? .integer : .string }
    if results.isEmpty { results = [.string] }
    if !(pattern.matchesEverything && isWhole) { results[0] = results[0].optional }
    return results
  }

  /// The values that a loop's variables take.
  func iterated(over values: [Expression]) -> [LuaType] {
    guard let first = values.first else { return [] }
    if case .call(let call) = first, case .function(let name) = facts.value(of: call.callee),
      let table = call.arguments.expressions.first
    {
      // An object has other fields than the table of its class, and only those of the class are known.
      let isObject = if case .name(let name) = table { isImplicitSelf(name) } else { false }
      let (key, value) = isObject ? (.unknown, .unknown) : entries(of: type(of: table))
      switch name {
      case "pairs": return [key, value.withoutNil]
      case "ipairs": return [.integer, element(of: type(of: table), by: .integer).withoutNil]
      case "string.gmatch": return [.string]
      default: break
      }
    }
    let shapes = shapes(of: results(of: first).first ?? .unknown)
    guard let shape = shapes.first, let results = shape.results ?? inferred(shape) else { return [] }
    // The loop ends at nil, so the first value is never nil inside it.
    return results.enumerated().map { $0.offset == 0 ? $0.element.type.withoutNil : $0.element.type }
  }

  private func isImplicitSelf(_ name: Name) -> Bool {
    facts.binding(of: name).map { facts.bindings[$0].kind == .implicitSelf } ?? false
  }

  private func varargType(around node: Node) -> LuaType {
    for ancestor in node.ancestors where ancestor.kind == .functionBody {
      guard let shape = shape(ofBody: ancestor) else { return .unknown }
      guard let type = shape.parameters.first(where: \.isVariadic)?.type else { return .unknown }
      if case .variadic(let inner) = type { return inner }
      return type
    }
    return .unknown
  }
}

extension FunctionShape {
  /// The parameters that the arguments in parentheses are for.
  ///
  /// What is written with a colon and called with a dot takes its object first, and the other way round.
  func positional(isColonCall: Bool) -> [Parameter] {
    if isMethod, !isColonCall { return [Parameter(name: "self", type: .parameter("self"))] + parameters }
    if !isMethod, isColonCall { return Array(parameters.dropFirst(parameters.first?.isVariadic == true ? 0 : 1)) }
    return parameters
  }
}

extension LuaType {
  /// Without type parameters, of which nothing is known outside of their function.
  var withoutParameters: LuaType {
    switch self {
    case .parameter, .template: .unknown
    case .union(let members): .oneOf(members.map(\.withoutParameters))
    case .array(let element): .array(element.withoutParameters)
    default: self
    }
  }

  /// A number or text for its literals, which a function may change any time; true and false stay.
  fileprivate var unliteral: LuaType {
    if case .literal(.boolean) = self { return self }
    if case .union(let members) = self { return .oneOf(members.map(\.unliteral)) }
    return widened
  }

  /// The members that are false or nil.
  var falsyPart: [LuaType] {
    alternatives.compactMap { member in
      switch member {
      case .nil, .literal(.boolean(false)): member
      case .boolean: .literal(.boolean(false))
      default: nil
      }
    }
  }

  /// The members that are neither false nor nil.
  var truthyPart: [LuaType] {
    alternatives.compactMap { member in
      switch member {
      case .nil, .literal(.boolean(false)): nil
      case .boolean: .literal(.boolean(true))
      default: member
      }
    }
  }
}
