import CofreSchema
import LuaSyntax

/// What every feature needs to know of a file: its variables, what they hold, and the resources it declares.
struct DocumentFacts: Sendable {
  let file: SourceFile
  let workspace: WorkspaceContext
  /// What was worked out of the file's types.
  let types: TypeMemo
  var bindings: [Binding] = []
  var globals: [String: GlobalName] = [:]
  /// Which variable the name means that each token is, by the token's index; negative for none.
  private var bindingOfToken: ContiguousArray<Int32>
  var declarations: [ResourceDeclaration] = []
  var declarationOfCall: [NodeID: Int] = [:]
  /// The resources and outputs that fields of tables hold for good, by the variable and the name of the field.
  var heldFields: [Int: [String: ValueKind]] = [:]

  /// The facts of a text, from its tree, which may be given by who does not want it to be kept.
  static func collect(
    from text: ScriptText, _ file: SourceFile? = nil, in workspace: WorkspaceContext
  ) -> DocumentFacts {
    let file = file ?? text.file
    var collector = FactCollector(file, workspace, TypeMemo(text, file))
    collector.walk()
    return collector.facts
  }

  init(_ file: SourceFile, _ workspace: WorkspaceContext, _ types: TypeMemo) {
    self.file = file
    self.workspace = workspace
    self.types = types
    bindingOfToken = ContiguousArray(repeating: -1, count: file.tokens.count)
  }

  mutating func setBinding(_ index: Int, ofToken token: Int) { bindingOfToken[token] = Int32(index) }

  /// The variable that the name means which begins at an offset.
  func binding(at offset: Int) -> Int? {
    let token = file.tokenIndex(at: offset)
    guard file.tokens[token].start == offset, bindingOfToken[token] >= 0 else { return nil }
    return Int(bindingOfToken[token])
  }

  /// The variable that a name means; nil for a global and for what is no variable.
  func binding(of name: Name) -> Int? {
    guard let token = file.firstToken(of: name.node.id), bindingOfToken[token] >= 0 else { return nil }
    return Int(bindingOfToken[token])
  }

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
