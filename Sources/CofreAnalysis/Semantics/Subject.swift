import CofreSchema
import LuaSyntax

/// What a question about an offset is about.
enum Subject {
  case binding(Int)
  case global(String)
  /// A name behind a dot.
  case member(MemberExpression, Name)
  /// A name behind a colon.
  case method(MethodCallExpression, Name)
  /// The key of a field of a table.
  case key(Name, TableConstructor)
  case text(StringLiteral)
}

extension DocumentFacts {
  /// The name or text that an offset lies in or right behind, and its range; in annotations, the names of variables.
  func subject(at offset: Int) -> (subject: Subject, range: Range<Int>)? {
    guard let token = word(at: offset) else {
      return documentedBinding(at: offset).map { (.binding($0.binding), $0.range) }
    }
    let range = token.range
    if token.kind != .name {
      guard let literal = StringLiteral(file.innermostNode(covering: range)) else { return nil }
      return (.text(literal), range)
    }
    if let index = binding(at: range.lowerBound) { return (.binding(index), range) }
    let node = file.innermostNode(covering: range)
    if node.kind == .name { return Name(node).map { (.global($0.text), range) } }
    return subject(ofField: node).map { ($0, range) }
  }

  /// What the name of a field is about; nil for other nodes.
  func subject(ofField node: Node) -> Subject? {
    guard node.kind == .fieldName, let name = Name(node), let parent = node.parent else { return nil }
    if let member = MemberExpression(parent) { return .member(member, name) }
    if let call = MethodCallExpression(parent) { return .method(call, name) }
    return parent.parent.flatMap { TableConstructor($0) }.map { .key(name, $0) }
  }

  private func word(at offset: Int) -> Token? {
    let index = file.tokenIndex(at: max(0, offset))
    let kinds: [TokenKind] = [.name, .string, .longString]
    return [index, index - 1].filter { $0 >= 0 }.map { file.tokens[$0] }.first {
      kinds.contains($0.kind) && $0.start <= offset && offset <= $0.end
    }
  }
}
