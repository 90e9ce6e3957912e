import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// The outline of the file: resources, exports, functions, and what scripts make beside functions, in order.
  package func documentSymbols() -> [DocumentSymbolItem] {
    let facts = facts
    var items = facts.declarations.map(facts.symbol)
    var functionDepth = 0
    file.visitNodes { visit in
      switch visit.kind {
      case .functionBody: functionDepth += visit.isLeaving ? -1 : 1
      case .localFunction, .functionStatement:
        if !visit.isLeaving, let item = facts.functionSymbol(file.node(visit.id)) { items.append(item) }
      case .call:
        if !visit.isLeaving, let item = facts.exportSymbol(file.node(visit.id)) { items.append(item) }
      case .localStatement:
        guard !visit.isLeaving, functionDepth == 0 else { return }
        if let item = facts.variableSymbol(file.node(visit.id)) { items.append(item) }
      default: break
      }
    }
    items.sort { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
    return Self.nested(items)
  }

  /// Puts what lies inside a function below it.
  private static func nested(_ items: [DocumentSymbolItem]) -> [DocumentSymbolItem] {
    var result: [DocumentSymbolItem] = []
    var open: [DocumentSymbolItem] = []
    func close() {
      guard let item = open.popLast() else { return }
      if open.isEmpty { result.append(item) } else { open[open.count - 1].children.append(item) }
    }
    for item in items {
      while let last = open.last, last.range.upperBound <= item.range.lowerBound { close() }
      open.append(item)
      if item.kind != .function { close() }
    }
    while !open.isEmpty { close() }
    return result
  }
}

extension DocumentFacts {
  fileprivate func symbol(of declaration: ResourceDeclaration) -> DocumentSymbolItem {
    let name = declaration.arguments.first
    return DocumentSymbolItem(
      name: declaration.logicalName.flatMap { $0.isEmpty ? nil : $0 } ?? name.map { $0.text } ?? declaration.type.name,
      detail: declaration.type.name, kind: declaration.type.isProvider ? .provider : .resource,
      range: statementRange(of: declaration.call.node), selectionRange: name?.range ?? declaration.calleeRange,
      children: [])
  }

  /// The statement that a call is all of, or the call alone.
  private func statementRange(of call: Node) -> Range<Int> {
    guard let parent = call.parent else { return call.range }
    if parent.kind == .callStatement { return parent.range }
    guard parent.kind == .expressionList, let statement = parent.parent, let first = parent.firstChild,
      first == call, first.nextSibling == nil, statement.kind == .localStatement || statement.kind == .assignment
    else { return call.range }
    return statement.range
  }

  fileprivate func functionSymbol(_ node: Node) -> DocumentSymbolItem? {
    let name: (text: String, range: Range<Int>)?
    if let function = LocalFunction(node) {
      name = function.name.map { ($0.text, $0.range) }
    } else {
      name = FunctionStatement(node).map { ($0.target.text, $0.target.range) }
    }
    guard let name, !name.text.isEmpty else { return nil }
    return DocumentSymbolItem(
      name: name.text, detail: nil, kind: .function, range: node.range, selectionRange: name.range, children: [])
  }

  /// A local that holds a table, or what a call with a text or table made; what modules give is in no outline.
  fileprivate func variableSymbol(_ node: Node) -> DocumentSymbolItem? {
    guard let statement = LocalStatement(node), let value = statement.values.first,
      let name = statement.names.first?.name,
      !name.range.isEmpty, let index = binding(of: name)
    else { return nil }
    switch bindings[index].value {
    case .handle, .namespace, .cofre, .module, .library, .configuration, .configurationValue, .text: return nil
    default: break
    }
    switch value {
    case .table: break
    case .call(let call):
      if case .name(let callee) = call.callee, callee.text == "require" { return nil }
      guard call.arguments.expressions.contains(where: \.isTextOrTable) else { return nil }
    default: return nil
    }
    return DocumentSymbolItem(
      name: name.text, detail: nil, kind: .variable, range: node.range, selectionRange: name.range, children: [])
  }

  fileprivate func exportSymbol(_ node: Node) -> DocumentSymbolItem? {
    guard let call = CallExpression(node), case .function("cofre.export") = value(of: call.callee),
      case .string(let name)? = call.arguments.expressions.first
    else { return nil }
    return DocumentSymbolItem(
      name: String(decoding: name.value, as: UTF8.self), detail: "export", kind: .export,
      range: statementRange(of: node), selectionRange: name.range, children: [])
  }
}

extension Expression {
  fileprivate var isTextOrTable: Bool {
    switch self {
    case .string, .table: true
    default: false
    }
  }
}
