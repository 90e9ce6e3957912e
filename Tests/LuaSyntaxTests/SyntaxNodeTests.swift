import LuaSyntax
import Testing

@Suite struct SyntaxNodeTests {
  private func expression(_ source: String) throws -> Expression {
    let file = SourceFile("return \(source)")
    #expect(file.errors.isEmpty, "\(file.errors)")
    guard case .return(let statement)? = file.block.statements.first else {
      throw MissingPart()
    }
    return try #require(statement.values.first)
  }

  private struct MissingPart: Error {}

  /// An expression with all its structure in parentheses.
  private func shape(_ expression: Expression) -> String {
    switch expression {
    case .binary(let binary):
      "(\(shape(binary.left)) \(binary.node.file.text(binary.operatorToken.range)) \(shape(binary.right)))"
    case .unary(let unary): "(\(unary.node.file.text(unary.operatorToken.range)) \(shape(unary.operand)))"
    case .member(let member): "\(shape(member.object)).\(member.name?.text ?? "")"
    case .index(let index): "\(shape(index.object))[\(shape(index.key))]"
    case .call(let call): "\(shape(call.callee))(\(call.arguments.expressions.map(shape).joined(separator: ", ")))"
    case .methodCall(let call):
      "\(shape(call.receiver)):\(call.method?.text ?? "")(\(call.arguments.expressions.map(shape).joined(separator: ", ")))"
    default: expression.text
    }
  }

  @Test(arguments: [
    ("a + b * c", "(a + (b * c))"), ("a * b + c", "((a * b) + c)"), ("a .. b .. c", "(a .. (b .. c))"),
    ("a ^ b ^ c", "(a ^ (b ^ c))"), ("-a ^ b", "(- (a ^ b))"), ("a ^ -b", "(a ^ (- b))"),
    ("not a == b", "((not a) == b)"),
    ("a or b and c", "(a or (b and c))"), ("a < b == c", "((a < b) == c)"),
    ("a | b ~ c & d << e", "(a | (b ~ (c & (d << e))))"),
    ("a << b .. c", "(a << (b .. c))"), ("a .. b + c", "(a .. (b + c))"), ("#a + -b", "((# a) + (- b))"),
    ("a - b - c", "((a - b) - c)"),
    ("a // b % c", "((a // b) % c)"), ("2 ^ - 3 ^ 2", "(2 ^ (- (3 ^ 2)))"),
    ("a.b[c]:d(e){f}'g'", "a.b[c]:d(e)({f})('g')"), ("(a + b) * c", "((a + b) * c)"),
  ])
  func bindsOperatorsAsLuaDoes(_ source: String, _ expected: String) throws {
    #expect(shape(try expression(source)) == expected)
  }

  @Test(arguments: [
    (#"'a\n\t\\\'\"'"#, "a\n\t\\'\""), (#""\65\066\x43\u{44}""#, "ABCD"), ("'a\\z  \n  b'", "ab"),
    ("'a\\\r\nb'", "a\nb"),
    ("[[\na\r\nb]]", "a\nb"), ("[==[]]]==]", "]]"), ("''", ""), (#"'\u{20AC}'"#, "€"), (#"'\0659'"#, "A9"),
    ("[[\n]]", ""),
  ])
  func decodesStrings(_ source: String, _ expected: String) throws {
    guard case .string(let literal) = try expression(source) else { throw MissingPart() }
    #expect(String(decoding: literal.value, as: UTF8.self) == expected)
  }

  @Test func decodesCodePointsBeyondUnicodeAsLuaDoes() throws {
    guard case .string(let literal) = try expression(#"'\u{7FFFFFFF}\u{D800}\xFF'"#) else { throw MissingPart() }
    #expect(literal.value == [0xFD, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF, 0xED, 0xA0, 0x80, 0xFF])
  }

  @Test func findsTheContentOfAStringThatIsNotClosed() {
    let literals = SourceFile("f('abc\ng [[d\n").root.descendants.compactMap { StringLiteral($0) }
    #expect(literals.map { $0.file.text($0.contentRange) } == ["abc", "d\n"])
    #expect(SourceFile(#"x = '\'"#).root.descendants.compactMap { StringLiteral($0) }.map(\.contentRange) == [5..<7])
  }

  @Test(arguments: [
    ("0", NumberLiteral.Value.integer(0)), ("08", .integer(8)), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .float(9223372036854775808)), ("0xff", .integer(255)), ("0xffffffffffffffff", .integer(-1)),
    ("0x1ffffffffffffffff", .integer(-1)), ("1e2", .float(100)), (".5", .float(0.5)), ("5.", .float(5)),
    ("0x.8p1", .float(1)), ("0xA.8", .float(10.5)), ("0x1p4", .float(16)), ("1e400", .float(.infinity)),
  ])
  func readsNumbersAsLuaDoes(_ source: String, _ expected: NumberLiteral.Value) throws {
    guard case .number(let literal) = try expression(source) else { throw MissingPart() }
    #expect(literal.value == expected)
  }

  @Test func namesThePartsOfStatements() throws {
    let file = SourceFile(
      """
      local a <const>, b = 1, 2
      function m.n:o(p, ...) end
      for i = 1, 2, 3 do end
      for k, v in pairs(t) do end
      if a then elseif b then else end
      x, y.z = 1
      """)
    let statements = file.block.statements
    try #require(statements.count == 6)
    guard case .local(let local) = statements[0], case .function(let function) = statements[1],
      case .numericFor(let numeric) = statements[2], case .genericFor(let generic) = statements[3],
      case .if(let branch) = statements[4], case .assignment(let assignment) = statements[5]
    else { throw MissingPart() }
    #expect(local.names.map { $0.name?.text } == ["a", "b"])
    #expect(local.names.map(\.attribute) == ["const", nil])
    #expect(local.values.map(\.text) == ["1", "2"])
    #expect(function.isMethod && function.target.text == "m.n:o")
    #expect(function.body.parameters.map(\.text) == ["p"] && function.body.isVararg)
    #expect(numeric.variable.name?.text == "i")
    #expect([numeric.start, numeric.limit].map(\.text) == ["1", "2"] && numeric.step?.text == "3")
    #expect(generic.variables.map { $0.name?.text } == ["k", "v"] && generic.values.map(\.text) == ["pairs(t)"])
    #expect(branch.clauses.map(\.condition.text) == ["a", "b"] && branch.elseClause != nil)
    #expect(assignment.targets.map(\.text) == ["x", "y.z"] && assignment.values.map(\.text) == ["1"])
  }

  @Test func namesThePartsOfTables() throws {
    guard case .table(let table) = try expression("{ 1, a = 2, ['b'] = 3, [c] = 4; }") else { throw MissingPart() }
    #expect(table.fields.map(\.stringKey) == [nil, "a", "b", nil])
    #expect(table.fields.map(\.value.text) == ["1", "2", "3", "4"])
    #expect(table.fields.map { $0.keyRange.map { table.file.text($0) } } == [nil, "a", "['b']", "[c]"])
    #expect(table.isClosed)
  }

  @Test func countsTheArgumentThatIsBeingWritten() throws {
    let file = SourceFile("f(a, {b, c}, )")
    let list = try #require(file.root.descendants.compactMap { ArgumentList($0) }.first)
    #expect([2, 4, 7, 12, 13].map { list.argumentIndex(at: $0) } == [0, 1, 1, 2, 2])
  }

  @Test func stepsOverChildrenOnRequest() {
    let file = SourceFile("f(a) g(b)")
    var nodes = file.root.descendants
    var kinds: [NodeKind] = []
    while let node = nodes.next() {
      kinds.append(node.kind)
      if node.kind == .callStatement { nodes.skipChildren() }
    }
    #expect(kinds == [.block, .callStatement, .callStatement])
  }
}
