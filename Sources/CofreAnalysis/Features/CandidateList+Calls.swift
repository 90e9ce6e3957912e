import CofreSchema
import LuaSyntax

/// The parentheses of calls.
extension CandidateList {
  /// Whether arguments follow already.
  var hasArguments: Bool {
    let rest = facts.file.source[replaceRange.upperBound...].drop(while: \.isSpace)
    switch rest.first {
    case UInt8(ascii: "("), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"): return true
    case UInt8(ascii: "["): return rest.dropFirst().first == UInt8(ascii: "[")
    default: return false
    }
  }

  /// A call with places for the arguments that it needs; nil where they are there already.
  ///
  /// What is among `texts` is asked for between quotes.
  func callSnippet(_ name: String, needed: [String], takesMore: Bool, texts: Set<String> = []) -> String? {
    if hasArguments { return nil }
    let places = needed.enumerated().map { position, parameter -> String in
      // `function` is what the documentation calls a parameter, and no name in Lua.
      let place = "${\(position + 1):\(StandardLibrary.keywords.contains(parameter) ? "f" : parameter)}"
      return texts.contains(parameter) ? "\"\(place)\"" : place
    }
    if places.isEmpty { return takesMore ? "\(name)($1)" : "\(name)()" }
    return "\(name)(\(places.joined(separator: ", ")))"
  }

  /// The call of a function of the library; nil for a constant.
  func callSnippet(of entry: LibraryEntry, isColonCall: Bool = false) -> String? {
    guard entry.isFunction else { return nil }
    if entry.name == "require" { return hasArguments ? nil : "require \"$1\"" }
    let parameters = entry.parameters.dropFirst(isColonCall ? 1 : 0)
    return callSnippet(
      entry.shortName, needed: parameters.filter { !$0.hasSuffix("?") && $0 != "..." }, takesMore: !parameters.isEmpty,
      texts: ["name", "message", "format", "pattern"])
  }

  /// The call of a function that a variable holds; nil for what holds none.
  func callSnippet(of binding: Binding) -> String? {
    let body: FunctionBody?
    if let function = LocalFunction(binding.declaration) {
      body = function.body
    } else if case .function(let function)? = binding.valueExpression {
      body = function.body
    } else {
      body = nil
    }
    guard let body else { return nil }
    return callSnippet(
      binding.name, needed: body.parameters.map(\.text).filter { !$0.isEmpty && $0 != "_" },
      takesMore: body.isVararg || !body.parameters.isEmpty)
  }

  /// The whole of what stands between the parentheses of a constructor, where nothing does yet.
  mutating func addArguments(of type: ResourceType) {
    let tokens = facts.file.tokens
    guard let before = facts.file.tokenIndex(before: replaceRange.lowerBound), tokens[before].kind == .leftParenthesis,
      replaceRange.isEmpty
    else { return }
    let next = tokens[facts.file.tokenIndex(at: offset)]
    let isClosed = next.kind == .rightParenthesis
    let lines = facts.file.lines
    guard isClosed || next.kind == .endOfFile || lines.line(at: next.start) > lines.line(at: offset) else { return }
    let closer = isClosed ? "" : ")"
    add(
      "\"name\", { … }", .snippet, rank: 1, detail: type.name, documentation: facts.documentation(of: type),
      insertText: "\"name\", {}\(closer)", snippet: "\(ValueSnippet.arguments(of: type, in: surroundings))\(closer)")
  }
}
