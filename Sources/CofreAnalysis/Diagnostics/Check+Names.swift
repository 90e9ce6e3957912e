import CofreSchema
import LuaSyntax

extension DiagnosticCollector {
  /// Logical names that two resources of a type share, or that a loop would give again.
  mutating func checkNames() {
    var first: [String: [Int]] = [:]
    for index in facts.declarations.indices {
      let declaration = facts.declarations[index]
      guard let name = declaration.logicalName, !name.isEmpty, let parent = parentKey(of: declaration) else { continue }
      if let loop = loop(around: declaration) {
        reportLoop(declaration, name, loop)
        continue
      }
      let key = "\(declaration.type.name)\u{0}\(name)\u{0}\(parent)"
      if let earlier = first[key]?.first(where: { canBothRun(facts.declarations[$0], declaration) }) {
        reportDuplicate(declaration, name, of: facts.declarations[earlier])
      }
      first[key, default: []].append(index)
    }
  }

  /// What tells the parents of resources apart; nil when the text does not say which it is.
  private func parentKey(of declaration: ResourceDeclaration) -> String? {
    guard declaration.arguments.count > 2 else { return "" }
    guard let options = declaration.options else { return nil }
    guard let field = options.fields.first(where: { $0.stringKey == "parent" }) else { return "" }
    guard case .name(let name) = field.value, let index = facts.binding(of: name),
      facts.bindings[index].isNeverReassigned
    else { return nil }
    return String(index)
  }

  /// The loop of the same function around a declaration, unless the loop is left right after it.
  private func loop(around declaration: ResourceDeclaration) -> Node? {
    for node in declaration.call.node.ancestors {
      if node.kind == .functionBody { return nil }
      if node.kind == .block, let last = lastStatement(of: node),
        last.kind == .breakStatement || last.kind == .returnStatement
      {
        return nil
      }
      // What is worked out once before a loop begins is not repeated.
      if node.kind.isLoop, isInBody(declaration, of: node) { return node }
    }
    return nil
  }

  private func isInBody(_ declaration: ResourceDeclaration, of loop: Node) -> Bool {
    guard let block = loop.children.first(where: { $0.kind == .block }) else { return false }
    let range = block.range
    return range.lowerBound <= declaration.calleeRange.lowerBound
      && declaration.calleeRange.upperBound <= range.upperBound
  }

  private func lastStatement(of block: Node) -> Node? {
    var last: Node?
    for child in block.children { last = child }
    return last
  }

  /// Whether two declarations can be reached in one run: not when they stand in different branches or functions.
  private func canBothRun(_ one: ResourceDeclaration, _ other: ResourceDeclaration) -> Bool {
    let above = Set(one.call.node.ancestors.map(\.id))
    var isInFunction = false
    for node in other.call.node.ancestors {
      if node.kind == .functionBody, !above.contains(node.id) { isInFunction = true }
      guard above.contains(node.id) else { continue }
      if isInFunction || node.kind == .ifStatement { return false }
      return !one.call.node.ancestors.prefix(while: { $0.id != node.id }).contains { $0.kind == .functionBody }
    }
    return true
  }

  private mutating func reportDuplicate(
    _ declaration: ResourceDeclaration, _ name: String, of first: ResourceDeclaration
  ) {
    report(
      AnalysisDiagnostic(
        "duplicate-name", .error, declaration.name?.range ?? declaration.calleeRange, "Duplicate name",
        detail: "'\(name)' (\(declaration.type.name)) is declared twice.",
        hint: "Give each resource of a type its own name.",
        related: [
          AnalysisDiagnostic.Related(
            location: LocationItem(range: first.name?.range ?? first.calleeRange), message: "It is first declared here."
          )
        ]))
  }

  private mutating func reportLoop(_ declaration: ResourceDeclaration, _ name: String, _ loop: Node) {
    let keyword = file.tokens[loop.tokenRange.lowerBound].range
    report(
      AnalysisDiagnostic(
        "duplicate-name", .error, declaration.name?.range ?? declaration.calleeRange, "Duplicate name",
        detail:
          "The loop declares '\(name)' (\(declaration.type.name)) each time, and the second one has the same name.",
        hint: "Make the loop's variable part of the name.",
        related: [AnalysisDiagnostic.Related(location: LocationItem(range: keyword), message: "The loop begins here.")])
    )
  }
}
