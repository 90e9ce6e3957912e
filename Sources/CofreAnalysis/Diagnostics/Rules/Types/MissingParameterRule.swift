import LuaSyntax

enum MissingParameterRule: NodeRule {
  static let page = RulePage(
    "missing-parameter", .warning, .lua, "Missing argument",
    explanation: """
      A call gives fewer arguments than the annotations of the function ask for, so that the rest are nil inside it.

      Give the argument, or write a question mark behind the parameter's name in `---@param` when it may be left out.
      """,
    wrong: """
      ---@param team string
      ---@param env string
      local function prefix(team, env)
        return team .. env
      end
      print(prefix("ml"))
      """,
    right: """
      ---@param team string
      ---@param env string
      local function prefix(team, env)
        return team .. env
      end
      print(prefix("ml", "dev"))
      """)

  static let kinds: [NodeKind] = [.call, .methodCall]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = context.libraryCall(node) { return check(call, in: &context) }
    guard let call = context.typedCall(node), !call.isOpen else { return }
    var fewest: (count: Int, name: String)?
    for shape in call.shapes {
      let parameters = call.parameters(of: shape)
      // A parameter of which nothing is said may be left out, as Lua has it.
      let last = parameters.lastIndex { parameter in
        guard let type = parameter.type, !parameter.isOptional, !parameter.isVariadic else { return false }
        return type != .any && type != .unknown && !type.mayBeNil && type.isDemanding
      }
      let count = (last ?? -1) + 1
      if count <= call.arguments.count { return }
      if fewest.map({ count < $0.count }) ?? true {
        fewest = (count, parameters[call.arguments.count].name)
      }
    }
    guard let fewest else { return }
    let range = call.list.node.isEmpty ? call.calleeRange : call.list.node.range
    let expected = "\(fewest.count) argument\(fewest.count == 1 ? "" : "s")"
    context.report(
      page, at: max(range.lowerBound, range.upperBound - 1)..<range.upperBound,
      "The function takes \(expected), and is given \(call.arguments.count): '\(fewest.name)' is missing.")
  }

  private static func check(_ call: LibraryCall, in context: inout RuleContext) {
    let required = call.required
    guard call.given < required.count, !call.isOpen, !context.isChangedInLibrary(call.entry.name) else { return }
    let range = call.list.node.isEmpty ? call.calleeRange : call.list.node.range
    context.report(
      page, at: max(range.lowerBound, range.upperBound - 1)..<range.upperBound,
      "'\(call.entry.signature)' misses '\(required[call.given])'.")
  }
}

extension LuaType {
  /// Whether it is sure that nothing will not do.
  fileprivate var isDemanding: Bool {
    switch self {
    case .parameter, .template, .expression, .variadic: false
    default: true
    }
  }
}
