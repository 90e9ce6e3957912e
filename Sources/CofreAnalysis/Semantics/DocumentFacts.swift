import CofreSchema
import LuaSyntax

/// What every feature needs to know of a file: its variables, what they hold, and the resources it declares.
struct DocumentFacts: Sendable {
  let file: SourceFile
  let workspace: WorkspaceContext
  var bindings: [Binding] = []
  var globals: [String: GlobalName] = [:]
  /// By the offset of a name: which variable it means.
  var bindingAt: [Int: Int] = [:]
  var declarations: [ResourceDeclaration] = []
  var declarationOfCall: [NodeID: Int] = [:]

  static func collect(from file: SourceFile, in workspace: WorkspaceContext) -> DocumentFacts {
    var collector = FactCollector(file, workspace)
    collector.walk()
    return collector.facts
  }

  init(_ file: SourceFile, _ workspace: WorkspaceContext) {
    self.file = file
    self.workspace = workspace
  }

  /// The variable that a name means; nil for a global and for what is no variable.
  func binding(of name: Name) -> Int? { bindingAt[name.range.lowerBound] }

  /// The variables that can be seen at an offset, the innermost first, hidden ones left out.
  func visibleBindings(at offset: Int) -> [Int] {
    var seen: Set<String> = []
    var visible: [Int] = []
    for index in bindings.indices.reversed() {
      let scope = bindings[index].scope
      if scope.lowerBound <= offset, offset <= scope.upperBound, seen.insert(bindings[index].name).inserted {
        visible.append(index)
      }
    }
    return visible
  }
}
