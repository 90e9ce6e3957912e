import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// The words that begin in a range, with what they mean, in order and without overlap.
  package func semanticTokens(in range: Range<Int>) -> [SemanticToken] {
    var tokens: [SemanticToken] = []
    var nodes = file.root.descendants
    while let node = nodes.next() {
      let nodeRange = node.range
      if nodeRange.upperBound <= range.lowerBound || nodeRange.lowerBound >= range.upperBound {
        nodes.skipChildren()
        continue
      }
      guard let name = Name(node), !name.range.isEmpty, range.contains(name.range.lowerBound),
        let (kind, modifiers) = facts.meaning(of: name)
      else { continue }
      tokens.append(SemanticToken(range: name.range, kind: kind, modifiers: modifiers))
    }
    tokens += facts.annotationTokens(in: range)
    return tokens.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension DocumentFacts {
  /// What a name means; nil for a label and for what is plain.
  fileprivate func meaning(of name: Name) -> (SemanticToken.Kind, SemanticToken.Modifiers)? {
    if let index = binding(of: name) { return meaning(of: bindings[index], at: name.range) }
    switch name.node.kind {
    case .name:
      guard StandardLibrary.globalNames.contains(name.text), globals[name.text]?.isAssigned != true else {
        return (.variable, [])
      }
      return (StandardLibrary.entry(name.text) == nil ? .namespace : .function, [.defaultLibrary])
    case .fieldName: return meaning(ofField: name)
    default: return nil
    }
  }

  private func meaning(of binding: Binding, at range: Range<Int>) -> (SemanticToken.Kind, SemanticToken.Modifiers) {
    var modifiers: SemanticToken.Modifiers = []
    if range == binding.nameRange { modifiers.insert(.declaration) }
    if binding.attribute == "const" { modifiers.insert(.readonly) }
    if binding.uses.contains(where: { $0.isWrite && $0.range == range }) { modifiers.insert(.modification) }
    if case .output(let output) = binding.value, output.isSensitive { modifiers.insert(.sensitive) }
    if binding.kind == .parameter { return (.parameter, modifiers) }
    switch binding.value {
    case .cofre, .namespace, .library, .module: return (.namespace, modifiers)
    case .constructor: return (.type, modifiers)
    case .function, .closure: return (.function, modifiers)
    default: return (.variable, modifiers)
    }
  }

  /// What types tell of a member: functions look like functions, and what is deprecated like that.
  private func typedMeaning(of member: MemberExpression) -> (SemanticToken.Kind, SemanticToken.Modifiers)? {
    guard types.mayHaveTypes(workspace.surroundings), let name = member.name?.text else { return nil }
    let inquiry = TypeInquiry(self)
    guard let found = inquiry.member(name, of: inquiry.type(of: member.object)) else { return nil }
    let shape = found.type.functionShapes.first
    let modifiers: SemanticToken.Modifiers =
      found.isDeprecated || shape?.isDeprecated ?? false ? [.deprecated] : []
    guard let shape else { return (.property, modifiers) }
    return (shape.isMethod || member.isMethod ? .method : .function, modifiers)
  }

  private func meaning(ofField name: Name) -> (SemanticToken.Kind, SemanticToken.Modifiers)? {
    guard let parent = name.node.parent else { return nil }
    if parent.kind == .methodCall { return (.method, []) }
    guard let member = MemberExpression(parent) else { return (.property, parent.parent.flatMap(modifiers) ?? []) }
    switch value(of: .member(member)) {
    case .namespace, .cofre: return (.namespace, [])
    case .library: return (.namespace, [.defaultLibrary])
    case .constructor: return (.type, [])
    case .function: return (.function, [.defaultLibrary])
    case .output(let output):
      var modifiers: SemanticToken.Modifiers = [.readonly]
      if output.isSensitive { modifiers.insert(.sensitive) }
      if output.property?.deprecation != nil { modifiers.insert(.deprecated) }
      return (.property, modifiers)
    default: return typedMeaning(of: member) ?? (member.isMethod ? .method : .property, [])
    }

    func modifiers(_ table: Node) -> SemanticToken.Modifiers? {
      guard case .value(let expected) = expectation(of: table),
        let property = expected.kind.objectMembers?.first(where: { $0.name == name.text })
      else { return nil }
      var modifiers: SemanticToken.Modifiers = []
      if property.isSensitive { modifiers.insert(.sensitive) }
      if property.deprecation != nil { modifiers.insert(.deprecated) }
      return modifiers
    }
  }
}
