/// Finds calls and the fields of their tables from what a running script knows: a line and some values.
///
/// Lua tells the line of a call but no column. A declaration such as `aws.kms.Key("signing", { … })` can be told from
/// its neighbours by its first argument, and a path such as `tags.owner` leads to a field of its table.
package struct CallLocator: Sendable {
  /// One step from a table to a value in it.
  package enum Step: Sendable, Hashable {
    case key(String)
    /// A positional item, counted from 0 as in a property path; the script counts from 1.
    case index(Int)
  }

  package let file: SourceFile

  package init(_ file: SourceFile) { self.file = file }

  package init(_ source: [UInt8]) { file = SourceFile(source) }

  /// The call that a line of a running script means.
  ///
  /// The line counts from 1 as Lua counts. Of all calls that span it, and whose first argument is the string literal
  /// asked for (any call, when that is nil), the one that begins nearest to the line is meant, and of several the
  /// shortest, and of several the first.
  package func call(onLine line: Int, firstArgument: String?) -> Call? {
    guard let lineStart = file.lines.offset(ofLuaLine: line) else { return nil }
    let lineEnd = file.lines.offset(ofLuaLine: line + 1) ?? file.source.count + 1
    var best: (call: Call, rank: (Int, Int))?
    for (index, record) in file.records.enumerated() where record.kind == .call || record.kind == .methodCall {
      let node = Node(file: file, id: NodeID(index))
      let range = node.range
      guard range.lowerBound < lineEnd, range.upperBound > lineStart, let call = Call(node) else { continue }
      if let firstArgument, call.firstArgumentText != firstArgument { continue }
      let distance = line - file.lines.luaLine(at: range.lowerBound)
      let rank = (distance, range.count)
      if let best, best.rank <= rank { continue }
      best = (call, rank)
    }
    return best?.call
  }

  /// The one call that a line of a running script can mean, when nothing else of the line could have failed.
  ///
  /// Nil when several calls begin on the line, or when the call is a part of an expression: then any of them, or an
  /// operator, may be what is meant.
  package func onlyCall(onLine line: Int) -> Call? {
    var found: Call?
    for (index, record) in file.records.enumerated() where record.kind == .call || record.kind == .methodCall {
      let node = Node(file: file, id: NodeID(index))
      guard file.lines.luaLine(at: node.range.lowerBound) <= line, let call = Call(node) else { continue }
      guard line <= file.lines.luaLine(at: call.arguments.node.range.lowerBound) else { continue }
      guard found == nil else { return nil }
      found = call
    }
    guard let found, let parent = found.node.parent else { return nil }
    if parent.kind == .callStatement { return found }
    let statement = parent.parent?.kind
    let isAlone = parent.kind == .expressionList && parent.children.reduce(0) { count, _ in count + 1 } == 1
    return isAlone && (statement == .localStatement || statement == .returnStatement) ? found : nil
  }
}

extension CallLocator {
  /// A call that was found.
  package struct Call: Sendable, Hashable {
    package let node: Node
    package let arguments: ArgumentList

    package init(_ call: CallExpression) {
      node = call.node
      arguments = call.arguments
    }

    init?(_ node: Node) {
      self.node = node
      if let call = CallExpression(node) {
        arguments = call.arguments
      } else if let call = MethodCallExpression(node) {
        arguments = call.arguments
      } else {
        return nil
      }
    }

    package var range: Range<Int> { node.range }

    /// What is called, with everything before the arguments: `aws.kms.Key`.
    package var calleeRange: Range<Int> {
      node.range.lowerBound..<max(node.range.lowerBound, node.file.tokens[arguments.node.tokenRange.lowerBound - 1].end)
    }

    /// The first argument when it is a string literal.
    package var firstArgument: StringLiteral? {
      guard case .string(let literal)? = arguments.expressions.first else { return nil }
      return literal
    }

    var firstArgumentText: String? { firstArgument.map { String(decoding: $0.value, as: UTF8.self) } }

    /// The table constructor that is the argument at a position, or the first one of all when no position is given.
    package func table(at position: Int? = nil) -> TableConstructor? {
      let expressions = arguments.expressions
      if let position {
        guard expressions.indices.contains(position), case .table(let table) = expressions[position] else { return nil }
        return table
      }
      for case .table(let table) in expressions { return table }
      return nil
    }

    /// Where a path into a table constructor of the call is written.
    package func field(_ path: [Step], in position: Int? = nil) -> Field {
      var table = table(at: position)
      var found = Field(range: table?.range ?? range, valueRange: table?.range, depth: 0)
      for step in path {
        guard let field = table?.field(step) else { return found }
        found = Field(
          range: field.keyRange ?? field.value.range, valueRange: field.value.range, depth: found.depth + 1)
        if case .table(let inner) = field.value { table = inner } else { table = nil }
      }
      return found
    }
  }

  /// How far a path could be followed, and where that is.
  package struct Field: Sendable, Hashable {
    /// The key of the last step that is written; of a positional item the value; of no step the table or the call.
    package var range: Range<Int>
    /// The value behind that key.
    package var valueRange: Range<Int>?
    /// How many steps of the path are written in the text.
    package var depth: Int
  }
}

extension TableConstructor {
  /// The field that a step leads to; the last one if a key is written twice, since that is the one that Lua keeps.
  fileprivate func field(_ step: CallLocator.Step) -> TableField? {
    switch step {
    case .key(let key): return fields.last { $0.stringKey == key }
    case .index(let index):
      var position = 0
      var found: TableField?
      for field in fields {
        switch field {
        case .positional:
          position += 1
          if position - 1 == index { found = field }
        case .indexed(let indexed):
          guard found == nil, case .number(let number) = indexed.key, number.value == .integer(Int64(index) &+ 1) else {
            continue
          }
          found = field
        case .named: continue
        }
      }
      return found
    }
  }
}
