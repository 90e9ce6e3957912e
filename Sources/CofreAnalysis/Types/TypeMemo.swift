import LuaSyntax
import Synchronization

/// What has been worked out of the types of one version of a file, for all who ask.
final class TypeMemo: Sendable {
  let text: ScriptText
  private let file: SourceFile

  private struct State {
    var expressions: [NodeID: LuaType] = [:]
    var bindings: [Int: LuaType] = [:]
    var flows: [FlowKey: FlowGraph] = [:]
    var memberUses: [Int: [String: [Int]]] = [:]
    var results: [Int: [LuaType]] = [:]
    var tables: [Int: TableContents] = [:]
    var members: [MemberKey: TypeMember?] = [:]
    var expected: [NodeID: LuaType?] = [:]
    var exits: [NodeID: Bool] = [:]
    var others: [FileIdentity: DocumentFacts] = [:]
  }

  private let state = Mutex(State())
  private let documentation = Once<[DocumentationComment]>()
  private let mayBeTyped = Once<Bool>()
  private let annotations = Once<FileAnnotations>()
  private let declared = Once<OwnTypes>()
  private let enclosing = Once<[NodeID]>()
  private let labelled = Once<Bool>()

  init(_ text: ScriptText, _ file: SourceFile) {
    self.text = text
    self.file = file
  }

  var identity: FileIdentity { ObjectIdentifier(text) }

  /// The types that the file declares.
  var own: OwnTypes { declared.value { OwnTypes(text.summary) } }

  /// All documentation comments of the file.
  var comments: [DocumentationComment] {
    documentation.value {
      file.comments.contains { $0.kind == .documentationComment || $0.kind == .blockComment }
        ? file.documentationComments() : []
    }
  }

  /// Whether any annotation, in the file or around it, can say anything of its types.
  func mayHaveTypes(_ surroundings: Surroundings) -> Bool {
    mayBeTyped.value { surroundings.types.hasTypes || comments.contains { !$0.annotations.isEmpty } }
  }

  /// What in the comments speaks of places in the code.
  var fileAnnotations: FileAnnotations { annotations.value { FileAnnotations(comments, in: file) } }

  /// For each node the nearest statement, block, clause or function body.
  var structure: [NodeID] { enclosing.value { file.nearestNodes(where: \.isStructural) } }

  /// Whether any place of the file can be jumped to.
  var hasLabels: Bool { labelled.value { file.tokens.contains { $0.kind == .doubleColon } } }

  func expression(_ id: NodeID) -> LuaType? { state.withLock { $0.expressions[id] } }
  func keep(_ type: LuaType, of id: NodeID) { state.withLock { $0.expressions[id] = type } }

  func binding(_ index: Int) -> LuaType? { state.withLock { $0.bindings[index] } }
  func keep(_ type: LuaType, ofBinding index: Int) { state.withLock { $0.bindings[index] = type } }

  func results(_ offset: Int) -> [LuaType]? { state.withLock { $0.results[offset] } }
  func keep(_ types: [LuaType], ofBodyAt offset: Int) { state.withLock { $0.results[offset] = types } }

  /// What a class has behind a name, as it was found out before; nil when nobody has asked.
  func member(_ key: MemberKey) -> TypeMember?? { state.withLock { $0.members[key] } }
  func keep(_ member: TypeMember?, at key: MemberKey) { state.withLock { $0.members[key] = .some(member) } }

  /// What should stand in place of a table, as it was found out before; nil when nobody has asked.
  func expected(_ id: NodeID) -> LuaType?? { state.withLock { $0.expected[id] } }
  func keepExpected(_ type: LuaType?, at id: NodeID) { state.withLock { $0.expected[id] = .some(type) } }

  /// The graph of a variable or field, made at the first question; two who ask at once may both make it.
  func flow(_ key: FlowKey, make: () -> FlowGraph) -> FlowGraph {
    if let known = state.withLock({ $0.flows[key] }) { return known }
    let made = make()
    return state.withLock { state in
      if let known = state.flows[key] { return known }
      state.flows[key] = made
      return made
    }
  }

  func knownTable(_ offset: Int) -> TableContents? { state.withLock { $0.tables[offset] } }

  /// The uses of a variable with a member, by the name of the member; under an empty name those that assign to the variable.
  func memberUses(of binding: Int, make: () -> [String: [Int]]) -> [String: [Int]] {
    if let known = state.withLock({ $0.memberUses[binding] }) { return known }
    let made = make()
    state.withLock { $0.memberUses[binding] = made }
    return made
  }

  func table(_ offset: Int, make: () -> TableContents) -> TableContents {
    if let known = state.withLock({ $0.tables[offset] }) { return known }
    let made = make()
    state.withLock { $0.tables[offset] = made }
    return made
  }

  /// Something about a block that is found out by looking through it.
  func exits(_ id: NodeID, find: () -> Bool) -> Bool {
    if let known = state.withLock({ $0.exits[id] }) { return known }
    let found = find()
    state.withLock { $0.exits[id] = found }
    return found
  }

  func facts(of file: FileIdentity, make: () -> DocumentFacts?) -> DocumentFacts? {
    if let known = state.withLock({ $0.others[file] }) { return known }
    guard let made = make() else { return nil }
    state.withLock { $0.others[file] = made }
    return made
  }
}

/// A name behind the values of a class.
struct MemberKey: Hashable, Sendable {
  var owner: String
  var name: String
}

extension NodeKind {
  /// Whether flow goes through it as a whole.
  var isStructural: Bool {
    if isStatement { return true }
    switch self {
    case .chunk, .block, .ifClause, .elseClause, .functionBody: return true
    default: return false
    }
  }
}
