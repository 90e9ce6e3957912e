import LuaSyntax
import Testing

/// What is read from text that someone is still typing.
@Suite struct RecoveryTests {
  /// Checks the statements of a file, each by its first line, and the codes of its errors.
  private func check(
    _ source: String, statements: [String], errors: [SyntaxError.Code],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let file = SourceFile(source)
    let found = file.block.statements.map { $0.text.split(separator: "\n").first.map(String.init) ?? "" }
    #expect(found == statements, sourceLocation: sourceLocation)
    #expect(file.errors.map(\.code) == errors, "\(file.errors)", sourceLocation: sourceLocation)
    checkInvariants(file, sourceLocation: sourceLocation)
  }

  @Test func anUnclosedTableEndsBeforeTheNextStatement() {
    check(
      """
      local key = aws.kms.Key("a", {
        description = "a",

      local other = 1
      """, statements: ["local key = aws.kms.Key(\"a\", {", "local other = 1"], errors: [.unclosedBracket])
    check(
      """
      local key = aws.kms.Key("a", { description = "a",
      cofre.export("id", key.id)
      print(1)
      """,
      statements: [
        "local key = aws.kms.Key(\"a\", { description = \"a\",", "cofre.export(\"id\", key.id)", "print(1)",
      ], errors: [.unclosedBracket])
  }

  @Test func anUnclosedTableInAFunctionEndsThere() {
    check(
      """
      local function f()
        local t = {
          a = 1,
        return t
      end
      f()
      """, statements: ["local function f()", "f()"], errors: [.unclosedBracket])
    check(
      """
      local function f()
        local t = g({
          a = 1,
        t.b = 2
        return t
      end
      f()
      """, statements: ["local function f()", "f()"], errors: [.unclosedBracket])
  }

  @Test func aKeyBeingTypedStaysInItsTable() {
    let file = SourceFile(
      """
      local key = aws.kms.Key("a", {
        description = "a",
        rot
      })
      local other = 1
      """)
    #expect(file.errors.isEmpty)
    let open = SourceFile("aws.kms.Key('a', { description = 'a', rot\nlocal other = 1")
    #expect(open.errors.map(\.code) == [.unclosedBracket])
    let tables = open.root.descendants.compactMap { TableConstructor($0) }
    #expect(tables.map { $0.fields.map(\.text) } == [["description = 'a'", "rot"]])
  }

  @Test func aFieldWithoutValueDoesNotEatTheNextOne() {
    for closer in ["\n}", ""] {
      let file = SourceFile("f {\n  key =\n  other = 1,\n  last = 2\(closer)")
      #expect(file.errors.first?.code == .missingExpression)
      #expect(file.errors.count == (closer.isEmpty ? 2 : 1))
      let tables = file.root.descendants.compactMap { TableConstructor($0) }
      #expect(tables.map { $0.fields.map(\.text) } == [["key =", "other = 1", "last = 2"]])
    }
    #expect(SourceFile("f {\n  key =\n  other == 1,\n}").errors.isEmpty)
  }

  @Test func anUnclosedCallEndsBeforeTheNextStatement() {
    check("print(1,\nlocal a = 2", statements: ["print(1,", "local a = 2"], errors: [.missingExpression])
    check("print(\nlocal a = 2\nb()", statements: ["print(", "local a = 2", "b()"], errors: [.unclosedBracket])
    check("print(\nfoo.bar = 2\nb()", statements: ["print(", "foo.bar = 2", "b()"], errors: [.unclosedBracket])
    check("f(function()\n  a()\n\nlocal b", statements: ["f(function()", "local b"], errors: [.missingEnd])
  }

  @Test func anUnfinishedFieldDoesNotEatTheNextLine() {
    check("foo.\nlocal a", statements: ["foo.", "local a"], errors: [.missingName])
    check("foo.bar\nlocal a", statements: ["foo.bar", "local a"], errors: [.expressionStatement])
    check("foo:bar\nlocal a", statements: ["foo:bar", "local a"], errors: [.missingArguments])
    check("foo:\nlocal a", statements: ["foo:", "local a"], errors: [.missingName])
    check("foo.end\nlocal a", statements: ["foo.end", "local a"], errors: [.missingName])
    check("local a =\nlocal b = 1", statements: ["local a =", "local b = 1"], errors: [.missingExpression])
    check("local a = b +\nlocal c", statements: ["local a = b +", "local c"], errors: [.missingExpression])
  }

  @Test func aMissingEndIsFoundByIndentation() {
    check(
      """
      local function f()
        if a then
          b()
      end

      local function g()
        return 1
      end
      """, statements: ["local function f()", "local function g()"], errors: [.missingEnd])
    check(
      """
      function M.f()
        for i = 1, 2 do
          b()
        end

      function M.g()
        return 1
      end
      return M
      """, statements: ["function M.f()", "function M.g()", "return M"], errors: [.missingEnd])
  }

  @Test func aHeaderAloneTakesNoBody() {
    check("if a\nb()\nc()", statements: ["if a", "b()", "c()"], errors: [.missingToken])
    check("while a\nb()", statements: ["while a", "b()"], errors: [.missingToken])
    check("for k, v in\nlocal b", statements: ["for k, v in", "local b"], errors: [.missingExpression])
    check("if a\n  b()\nend\nc()", statements: ["if a", "c()"], errors: [.missingToken])
    check("function f\nlocal a", statements: ["function f", "local a"], errors: [.missingToken])
    check("function\nlocal a", statements: ["function", "local a"], errors: [.missingName])
    check("local function f(a\nlocal b", statements: ["local function f(a", "local b"], errors: [.unclosedBracket])
  }

  @Test func aStrayCloserIsOneError() {
    check("local a = 1 }\nlocal b", statements: ["local a = 1", "}", "local b"], errors: [.unexpectedToken])
    check("end\nlocal b", statements: ["end", "local b"], errors: [.unexpectedToken])
    check("a() end b()", statements: ["a()", "end", "b()"], errors: [.unexpectedToken])
    check("f())\ng()", statements: ["f()", ")", "g()"], errors: [.unexpectedToken])
  }

  @Test func aForgottenCommaKeepsBothFields() {
    let file = SourceFile("local t = {\n  a = 1\n  b = 2,\n}\nf()")
    #expect(file.errors.map(\.code) == [.missingSeparator])
    let tables = file.root.descendants.compactMap { TableConstructor($0) }
    #expect(tables.map { $0.fields.compactMap(\.stringKey) } == [["a", "b"]])
    let call = SourceFile("f(a b)")
    #expect(call.errors.map(\.code) == [.missingSeparator])
  }

  @Test func fieldsOfOtherLanguagesStayFields() {
    let file = SourceFile("local t = { a: 1, 'b': 2, end = 3, c = 4 }")
    #expect(file.errors.map(\.code) == [.unexpectedToken, .unexpectedToken, .missingName])
    let tables = file.root.descendants.compactMap { TableConstructor($0) }
    #expect(tables.first?.fields.last?.stringKey == "c")
  }

  @Test func operatorsOfOtherLanguagesAreReadAsMeant() {
    let file = SourceFile("if a != b && !c then d += 1 end")
    #expect(file.errors.map(\.code) == Array(repeating: .foreignOperator, count: 4))
    check("local a = b || 'c'", statements: ["local a = b || 'c'"], errors: [.foreignOperator])
  }

  @Test(arguments: [
    "local t = { a = 1,", "local t = f(\"x\", { a = 1,", "f({", "f(", "local t = {", "x = {{", "t.", "t:", "local x =",
    "local function g()", "if a then", "for i = 1, 2 do", "while a do", "if a", "return f({ b = 2",
  ])
  func whatIsLeftOpenBetweenStatementsCostsNoneOfThem(_ typed: String) {
    let lines = [
      "local cofre = require \"cofre\"", "local key = aws.kms.Key(\"a\", {", "  days = 30,", "})", "if key then",
      "  cofre.export(\"id\", key.id)", "end", "local function f(x)", "  return x", "end",
    ]
    let statements = SourceFile(lines.joined(separator: "\n")).block.statements.map(\.text)
    #expect(statements.count == 4)
    // Before each statement that begins with a keyword, so that no call or field can be meant to go on there.
    for line in [0, 1, 4, 7] {
      var edited = lines
      edited.insert(typed, at: line)
      let file = SourceFile(edited.joined(separator: "\n"))
      let found = file.block.statements.map(\.text)
      #expect(found.filter(statements.contains) == statements, "\(found)")
      #expect(file.errors.count == 1, "\(file.errors)")
    }
  }

  @Test func textThatIsNotIndentedIsReadByGrammarAlone() {
    check(
      """
      local t = {
      a = 1,
      b = { c = 2 },
      d = 3
      e = 4,
      }
      if t then
      print(t)
      end
      print(1)
      """, statements: ["local t = {", "if t then", "print(1)"], errors: [.missingSeparator])
  }

  @Test func aWrongNameIsOneError() {
    check("café = 1\nf()", statements: ["caf", "é = 1", "f()"], errors: [.invalidCharacter])
    check("local end = 1\nf()", statements: ["local end = 1", "f()"], errors: [.missingName])
    check("local a, in = 1, 2", statements: ["local a, in = 1, 2"], errors: [.missingName])
  }

  @Test func aMissingEndNamesTheWordThatNeedsIt() {
    let file = SourceFile("local function f()\n  g()\n")
    #expect(file.errors.first?.related.map { file.text($0.range) } == "function")
  }

  @Test func nestingThatIsTooDeepIsOneError() {
    let file = SourceFile(String(repeating: "f(", count: 100_000))
    #expect(file.errors.map(\.code) == [.nestingTooDeep])
  }

  @Test func errorsPointAtWhatTheyAreAbout() {
    let source = "local t = {\n  a = 1,\n"
    let file = SourceFile(source)
    #expect(file.errors.first?.related?.range == 10..<11)
    #expect(file.errors.first?.range == 19..<20)
    #expect(SourceFile("x = 'abc").errors.first?.range == 4..<8)
    #expect(SourceFile("x = 1 2").errors.first?.range == 6..<7)
    #expect(SourceFile("local x <const> = 1\nx = 2").errors.first?.related?.range == 6..<7)
  }
}
