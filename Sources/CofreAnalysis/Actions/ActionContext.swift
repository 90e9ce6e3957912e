import LuaSyntax

/// What an action may ask of the script and of the place.
struct ActionContext: Sendable {
  let analysis: DocumentAnalysis
  let facts: DocumentFacts
  /// The range asked about as it was given, within the file.
  let asked: Range<Int>
  /// The same without white space at its ends; a place in white space stays what it is.
  let range: Range<Int>
  /// The innermost node around ``range``.
  let node: Node

  var file: SourceFile { facts.file }
  var workspace: WorkspaceContext { facts.workspace }

  init(_ analysis: DocumentAnalysis, _ asked: Range<Int>) {
    self.analysis = analysis
    facts = analysis.facts
    let source = analysis.file.source
    let asked = asked.clamped(to: 0..<source.count)
    self.asked = asked
    var (start, end) = (asked.lowerBound, asked.upperBound)
    let isBlank = { (byte: UInt8) in byte == 32 || 9...13 ~= byte }
    while start < end, isBlank(source[start]) { start += 1 }
    while end > start, isBlank(source[end - 1]) { end -= 1 }
    range = start < end ? start..<end : asked
    node = analysis.file.innermostNode(covering: range)
  }

  /// Whether something is selected, and not only a place pointed at.
  var isSelection: Bool { !range.isEmpty }

  /// The expression that is selected, from its first to its last byte.
  var selectedExpression: Expression? {
    guard isSelection else { return nil }
    // Of nodes with the same range the outermost expression counts.
    return node.ancestors.prefix { $0.range == range }.compactMap { Expression($0) }.last
  }

  /// Whether a range of bytes shares a byte or an end with what was asked about.
  func touches(_ other: Range<Int>) -> Bool {
    range.lowerBound <= other.upperBound && other.lowerBound <= range.upperBound
  }

  /// The node or the nearest one around it that is of a kind, not looking out of the function or beyond `limit` levels.
  func nearest(_ limit: Int = 64, where isWanted: (Node) -> Bool) -> Node? {
    for ancestor in node.ancestors.prefix(limit) {
      if isWanted(ancestor) { return ancestor }
      if ancestor.kind == .functionBody { return nil }
    }
    return nil
  }

  /// The declaration whose call is nearest around the place, as its index.
  var declaration: Int? {
    for ancestor in node.ancestors.prefix(64) where ancestor.kind == .call {
      if let index = facts.declarationOfCall[ancestor.id] { return index }
    }
    return nil
  }

  // MARK: - Names

  /// A name that nothing in the file has, made from the one wished for.
  func freeName(_ wish: String) -> String {
    var taken = Set(facts.bindings.map(\.name))
    taken.formUnion(facts.globals.keys)
    taken.formUnion(StandardLibrary.globalNames)
    return ActionNames.free(ActionNames.identifier(from: wish), among: taken)
  }

  /// The local that holds something and can be seen at an offset; nil when there is none.
  func visibleName(at offset: Int, holding isWanted: (ValueKind) -> Bool) -> String? {
    facts.visibleBindings(at: offset).first { isWanted(facts.bindings[$0].value) }.map { facts.bindings[$0].name }
  }
}
