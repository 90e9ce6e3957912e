import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// What the call around an offset takes; nil outside of calls and when the function is not known.
  package func signatureHelp(at offset: Int) -> SignatureInformation? {
    signatures(at: offset).map { $0.signatures[$0.active] }
  }

  /// All ways of making the call around an offset, and which fits what is written; nil as for ``signatureHelp(at:)``.
  package func signatures(at offset: Int) -> SignatureChoice? {
    guard let list = argumentList(at: offset), let call = list.node.parent else { return nil }
    if let known = knownSignature(of: call, list, at: offset) { return SignatureChoice(signatures: [known], active: 0) }
    return typedSignatures(of: call, list, at: offset)
  }

  /// Whether an offset is between the braces of a table that is within the arguments of a call.
  package func isInTableOfCall(at offset: Int) -> Bool {
    guard let index = file.tokenIndex(before: offset) else { return false }
    for node in file.innermostNode(covering: file.tokens[index].range).ancestors {
      if node.kind == .functionBody || node.kind == .argumentList { return false }
      if node.kind == .table, isInside(node, offset) { return true }
    }
    return false
  }

  private func typedSignatures(of call: Node, _ list: ArgumentList, at offset: Int) -> SignatureChoice? {
    let inquiry = TypeInquiry(facts)
    let (shapes, receiver) = inquiry.shapes(ofCall: call)
    guard !shapes.isEmpty else { return nil }
    let index = list.argumentIndex(at: offset)
    let name = file.text(call.range.lowerBound..<max(call.range.lowerBound, list.node.range.lowerBound))
    let signatures = shapes.map { shape in
      SignatureInformation(
        name.trimmed, inquiry.documentation(of: shape, beside: nil).first ?? "",
        shape.positional(isColonCall: receiver != nil).map { ($0.text, $0.documentation) }, index,
        result: shape.results)
    }
    let count = list.expressions.count
    let fitting = inquiry.best(of: shapes, list.expressions, receiver: receiver)
    let active =
      shapes.firstIndex { $0 == fitting && $0.positional(isColonCall: receiver != nil).count >= count }
      ?? signatures.firstIndex { $0.activeParameter != nil } ?? 0
    return SignatureChoice(signatures: signatures, active: active)
  }

  private func knownSignature(of call: Node, _ list: ArgumentList, at offset: Int) -> SignatureInformation? {
    let index = list.argumentIndex(at: offset)
    if let method = MethodCallExpression(call) { return signature(of: method, index) }
    guard let call = CallExpression(call) else { return nil }
    switch facts.value(of: call.callee) {
    case .constructor(let type):
      return SignatureInformation(
        type.name, facts.documentation(of: type),
        [
          ("name", "The logical name in the stack: it stays the same when the cloud's name changes."),
          ("properties", properties(of: type)),
          ("options?", "How the resource is managed: `provider`, `depends_on`, `protect` and others."),
        ], index)
    case .function(let name):
      guard let entry = StandardLibrary.entry(name) else { return nil }
      return SignatureInformation(entry.name, entry.documentation, entry.labels.map { ($0, nil) }, index)
    default: return nil
    }
  }

  private func signature(of call: MethodCallExpression, _ index: Int) -> SignatureInformation? {
    let name = call.method?.text ?? ""
    switch facts.value(of: call.receiver) {
    case .configuration:
      guard let method = ConfigurationMethod.named(name) else { return nil }
      return SignatureInformation(
        "config:\(name)", method.documentation, [("key", "A key of the stack's configuration.")], index)
    case .output where name == "apply":
      return SignatureInformation(
        "output:apply", "What a function makes of the value, once it is known, as another output.",
        [("function", "It is given the value, and answers another.")], index)
    case .text, .output:
      guard let entry = StandardLibrary.entry("string.\(name)") else { return nil }
      return SignatureInformation(
        "text:\(name)", entry.documentation, entry.labels.dropFirst().map { ($0, nil) }, index)
    default: return nil
    }
  }

  private func properties(of type: ResourceType) -> String {
    type.inputs.map { property in
      "- `\(property.name)`: \(property.kind.phrase)\(property.isRequired && property.defaultValue == nil ? ", required" : "")"
    }.joined(separator: "\n")
  }

  /// The innermost arguments in parentheses that an offset lies between; through tables only those of a resource, whose
  /// properties and options are tables.
  private func argumentList(at offset: Int) -> ArgumentList? {
    guard let index = file.tokenIndex(before: offset) else { return nil }
    // A token that the offset is in belongs to the argument being written.
    let touched = file.token(at: offset).map(\.range) ?? file.tokens[index].range
    let start = touched.lowerBound < offset ? touched : file.tokens[index].range
    var isInTable = false
    for node in file.innermostNode(covering: start).ancestors {
      if node.kind == .functionBody { return nil }
      if node.kind == .table { isInTable = isInTable || isInside(node, offset) }
      guard let list = ArgumentList(node), list.hasParentheses, node.range.lowerBound < offset else { continue }
      let isClosed = file.tokens[node.tokenRange.upperBound - 1].kind == .rightParenthesis
      if !isClosed || offset < node.range.upperBound { return isInTable && !isOfResource(list) ? nil : list }
    }
    return nil
  }

  /// Whether an offset is between the braces of a table.
  private func isInside(_ table: Node, _ offset: Int) -> Bool {
    let isClosed = file.tokens[table.tokenRange.upperBound - 1].kind == .rightBrace
    return table.range.lowerBound < offset && (!isClosed || offset < table.range.upperBound)
  }

  private func isOfResource(_ list: ArgumentList) -> Bool {
    guard let call = list.node.parent.flatMap({ CallExpression($0) }),
      case .constructor = facts.value(of: call.callee)
    else { return false }
    return true
  }
}

extension SignatureInformation {
  /// Puts the label together from the parameters; one that ends in `...` stands for all further arguments.
  fileprivate init(
    _ name: String, _ documentation: String, _ parameters: [(label: String, documentation: String?)], _ index: Int,
    result: [FunctionShape.Result]? = nil
  ) {
    var label = name + "("
    var items: [Parameter] = []
    for (position, parameter) in parameters.enumerated() {
      if position > 0 { label += ", " }
      let start = label.utf8.count
      label += parameter.label
      items.append(Parameter(labelRange: start..<label.utf8.count, documentation: parameter.documentation))
    }
    let results = (result ?? []).map(\.text).joined(separator: ", ")
    self.label = label + ")" + (results.isEmpty ? "" : ": \(results)")
    self.documentation = documentation.isEmpty ? nil : documentation
    self.parameters = items
    if index < items.count {
      activeParameter = index
    } else {
      let isOpen = parameters.last.map { $0.label.hasSuffix("...") || $0.label.hasPrefix("...") } ?? false
      activeParameter = isOpen ? items.count - 1 : nil
    }
  }
}
