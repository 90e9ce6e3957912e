import CofreAnalysis
import LuaSyntax
import Testing

struct RefactorActionTests {
  @Test(arguments: [
    Acted("Extract to a local", "print(1️⃣\"a\" .. config2️⃣)", "local value = \"a\" .. config\nprint(value)"),
    Acted(
      "Extract to a local", "if a then\n  f { name = 1️⃣\"key\"2️⃣ }\nend",
      "if a then\n  local name = \"key\"\n  f { name = name }\nend"),
    Acted("Extract to a local", "print 1️⃣\"text\"2️⃣", "local text = \"text\"\nprint(text)"),
    Acted("Extract to a local", "f(1️⃣{ a = 1 }2️⃣)", "local options = { a = 1 }\nf(options)"),
    Acted("Extract to a local", "do (f or g)(1️⃣\"x\"2️⃣) end", "do local text = \"x\";\n(f or g)(text) end"),
    Acted(
      "Extract to a local", "local text = 1\nprint(1️⃣\"x\"2️⃣)", "local text = 1\nlocal text_2 = \"x\"\nprint(text_2)"),
    Acted(
      "Keep the resource in a local", "1️⃣aws.secretsmanager.Secret(\"apiKey\", {})",
      "local api_key = aws.secretsmanager.Secret(\"apiKey\", {})"),
    Acted(
      "Inline 'name'", "local 1️⃣name = \"a\" .. \"b\"\nprint(name, name:upper())",
      "print(\"a\" .. \"b\", (\"a\" .. \"b\"):upper())"),
    Acted("Inline 'n'", "local n = 2\nprint(1️⃣n, -n)", "print(2, -(2))"),
    Acted("Inline 'r'", "local r = f()\nprint(1️⃣r)", "print((f()))"),
    Acted(
      "Inline 'id'", "local s = aws.secretsmanager.Secret(\"s\", {})\nlocal id = s.id\nprint(1️⃣id)",
      "local s = aws.secretsmanager.Secret(\"s\", {})\nprint(s.id)"),
  ])
  func movesExpressions(_ acted: Acted) throws { try acted.check() }

  @Test(arguments: [
    ("Extract to a local", "while 1️⃣f(x)2️⃣ do end", "again"),
    ("Extract to a local", "repeat local x = 1 until 1️⃣x == 12️⃣", "again"),
    ("Extract to a local", "if a then elseif 1️⃣b == c2️⃣ then end", "those before it"),
    ("Extract to a local", "local x = a and 1️⃣a.b2️⃣", "what stands before"),
    ("Extract to a local", "return 1️⃣f()2️⃣", "several values"),
    ("Extract to a local", "1️⃣f()2️⃣", "statement"),
    ("Extract to a local", "1️⃣a.b2️⃣ = 1", "assigned"),
    ("Extract to a local", "function 1️⃣a.b2️⃣.c() end", "name of a function"),
    ("Extract to a local", "goto done\nprint(1️⃣\"x\"2️⃣)\n::done::\nprint(1)", "goto"),
    ("Inline 'x'", "local 1️⃣x = 1\nx = 2\nprint(x)", "assigned again"),
    ("Inline 'x'", "local 1️⃣x = f()\nprint(x, x)", "may not be the same"),
    ("Inline 'x'", "local 1️⃣x = f()\ng()\nprint(x)", "may not be the same"),
    ("Inline 'x'", "local y = 1\nlocal 1️⃣x = y\ndo local y = 2 print(x, y) end", "something else"),
    ("Inline 'x'", "local 1️⃣x = \"a\"\nx:upper()", "parenthesis"),
    ("Inline 'x'", "local 1️⃣x = \"a\"\nif y then x:upper() end", "parenthesis"),
    ("Extract to a module", "function M:f() return 1️⃣{ self.a }2️⃣ end", "self"),
    ("Extract to a module", "local n = 0\nprint(1️⃣{ n }2️⃣)\nn = 1", "assigned more than once"),
  ])
  func saysWhyNot(_ title: String, _ text: String, _ part: String) throws {
    let reason = try #require(try reason(title, text))
    #expect(reason.contains(part))
    #expect(reason.hasSuffix("."))
  }

  @Test func aModuleRequiresWhatItNeeds() throws {
    let marked = Marked(modules + "local s = 1️⃣aws.secretsmanager.Secret(\"apiKey\", {\n  description = \"a\",\n})2️⃣\n")
    let offer = try #require(try offers(marked).first { $0.title == "Extract to a module" })
    let change = offer.change()
    #expect(marked.applying(change.edits) == modules + "local s = require \"api_key\"\n")
    #expect(change.newModule?.name == "api_key")
    #expect(
      change.newModule?.text
        == "local aws = require \"cofre.aws\"\n\nreturn aws.secretsmanager.Secret(\"apiKey\", {\n  description = \"a\",\n})\n"
    )
  }

  @Test func aModuleTakesWhatItCannotRequire() throws {
    let workspace = WorkspaceContext(modules: ["options": "return {}"])
    let marked = Marked("local n = 1\nfor i = 1, n do\n  print(1️⃣{ i, [n] = [[\n  x]] }2️⃣)\nend\n")
    let offer = try #require(try offers(marked, workspace).first { $0.title == "Extract to a module" })
    let change = offer.change()
    #expect(
      marked.applying(change.edits) == "local n = 1\nfor i = 1, n do\n  print(require(\"options_2\")(i, n))\nend\n")
    #expect(change.newModule?.text == "return function(i, n)\n  return { i, [n] = [[\n  x]] }\nend\n")
  }

  @Test(arguments: [
    Acted(
      "Split the table over lines", "local t = {1️⃣ a = 1, b = { 2 } }", "local t = {\n  a = 1,\n  b = { 2 },\n}"),
    Acted("Split the arguments over lines", "print(1️⃣1, \"a\")", "print(\n  1,\n  \"a\"\n)"),
    Acted("Join the table on one line", "local t = {\n  1️⃣a = 1,\n  2,\n}", "local t = { a = 1, 2 }"),
    Acted("Join the arguments on one line", "print(\n  1️⃣1,\n  2\n)", "print(1, 2)"),
    Acted(
      "Invert the condition", "1️⃣if a == b then\n  f()\nelse\n  g()\nend", "if a ~= b then\n  g()\nelse\n  f()\nend"),
    Acted("Invert the condition", "if not 1️⃣a then f() else g() end", "if a then g() else f() end"),
    Acted("Invert the condition", "if 1️⃣a and b then f() else g() end", "if not (a and b) then g() else f() end"),
    Acted("Swap with the next argument", "f(a, g(1️⃣1, { 2 }), 3)", "f(a, g({ 2 }, 1), 3)"),
    Acted("Swap with the next parameter", "local function f(1️⃣a, b) end", "local function f(b, a) end"),
    Acted("Use single quotes", "print(1️⃣\"it's \\\"so\\\"\\n\")", "print('it\\'s \"so\"\\n')"),
    Acted("Use double quotes", "print('1️⃣a')", "print(\"a\")"),
    Acted("Add parentheses", "print 1️⃣\"a\"", "print(\"a\")"),
    Acted("Remove the parentheses", "print(1️⃣{ 1 })", "print { 1 }"),
    Acted(
      "Document the parameters", "local function 1️⃣f(a, _, ...)\n  return a\nend",
      "---@param a any\n---@param ... any\n---@return any\nlocal function f(a, _, ...)\n  return a\nend"),
    Acted("Document the parameters", "M.f = 1️⃣function(a) end", "---@param a any\nM.f = function(a) end"),
  ])
  func rewrites(_ acted: Acted) throws { try acted.check() }

  @Test(arguments: [
    ("Join the table on one line", "local t = {\n  1️⃣a = 1, -- one\n}", "comments"),
    ("Join the table on one line", "local t = {\n  1️⃣a = {\n  1 },\n}", "several lines"),
  ])
  func saysWhyNotToRewrite(_ title: String, _ text: String, _ part: String) throws {
    #expect(try reason(title, text)?.contains(part) == true)
  }

  @Test(arguments: ["f(a, 1️⃣b)", "local function f(1️⃣a, ...) end", "f({ 1️⃣a, b }, c)", "f(function() return 1️⃣a end, b)"])
  func swapsOnlyWhatHasANext(_ text: String) throws {
    #expect(try !offers(Marked(text)).contains { $0.title.hasPrefix("Swap") })
  }

  @Test(arguments: ["if 1️⃣a then f() end", "if 1️⃣a then f() elseif b then g() else h() end"])
  func invertsOnlyWhatHasTwoSides(_ text: String) throws {
    #expect(try !offers(Marked(text)).contains { $0.title == "Invert the condition" })
  }
}
