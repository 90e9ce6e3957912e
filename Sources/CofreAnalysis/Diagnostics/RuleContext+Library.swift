import LuaSyntax

/// A call of a function of Lua's own library, with how many arguments it takes.
struct LibraryCall {
  var entry: LibraryEntry
  /// What stands in parentheses; a receiver is not among it.
  var arguments: [Expression]
  var list: ArgumentList
  var calleeRange: Range<Int>
  /// Whether what stands before the colon is the first argument.
  var hasReceiver: Bool

  var given: Int { arguments.count + (hasReceiver ? 1 : 0) }
  var isOpen: Bool { arguments.last?.mayHaveMoreValues ?? false }
  /// The parameters that must be given.
  var required: [String] { entry.parameters.filter { !$0.hasSuffix("?") && $0 != "..." } }
  /// Nil when there may be any number.
  var most: Int? { entry.parameters.contains("...") ? nil : entry.parameters.count }
}

extension RuleContext {
  /// A call of what Lua's own library has; nil for all else, and for the functions of the module `cofre`.
  mutating func libraryCall(_ node: Node) -> LibraryCall? {
    if let call = CallExpression(node) {
      guard let name = calledFunction(call), !name.hasPrefix("cofre."), let entry = StandardLibrary.entry(name) else {
        return nil
      }
      return LibraryCall(
        entry: entry, arguments: call.arguments.expressions, list: call.arguments, calleeRange: call.callee.range,
        hasReceiver: false)
    }
    guard let call = MethodCallExpression(node), let method = call.method, !method.range.isEmpty,
      case .text = value(of: call.receiver), let entry = StandardLibrary.entry("string.\(method.text)")
    else { return nil }
    return LibraryCall(
      entry: entry, arguments: call.arguments.expressions, list: call.arguments,
      calleeRange: node.range.lowerBound..<method.range.upperBound, hasReceiver: true)
  }
}
