import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// What leads somewhere, in order: the names of required modules, the types of declared resources to the cloud's
  /// reference, and addresses in comments.
  package func documentLinks() -> [LinkItem] {
    var links = file.comments.flatMap { LinkItem.addresses(in: file.source, $0.range) }
    for index in file.tokens.indices where file.tokens[index].kind == .string && isRequired(index) {
      guard let literal = StringLiteral(file.innermostNode(covering: file.tokens[index].range)),
        case .moduleName = facts.expectation(of: literal.node)
      else { continue }
      let name = String(decoding: literal.value, as: UTF8.self)
      if let module = workspace.modules[name] {
        links.append(LinkItem(literal.contentRange, .file(module.path)))
      } else if StandardLibrary.isOwnModule(name, workspace) {
        links.append(
          LinkItem(literal.contentRange, .definitions(module: name), tooltip: "What the module '\(name)' has"))
      }
    }
    for declaration in facts.declarations where !declaration.type.documentation.isEmpty {
      // Of `aws.kms.Key` the last word, so that the others lead to what they are.
      let words = declaration.calleeRange
      let start = file.source[words].lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? words.lowerBound
      links.append(
        LinkItem(
          start..<words.upperBound, .web(declaration.type.documentation),
          tooltip: "\(declaration.type.name) in the cloud's reference"))
    }
    return links.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func isRequired(_ index: Int) -> Bool {
    let tokens = file.tokens
    var previous = index - 1
    if previous >= 0, tokens[previous].kind == .leftParenthesis { previous -= 1 }
    return previous >= 0 && tokens[previous].kind == .name && file.text(tokens[previous].range) == "require"
  }
}
