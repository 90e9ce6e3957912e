import CofreAnalysis
import CofreCatalog
import CofreSchema
import LuaSyntax
import Testing

/// What completion offers can be taken: the script is as well-formed afterwards as it was meant to be.
@Suite struct CompletionShapeTests {
  /// A snippet as it stands when every place has been filled in or left as it is.
  static func filled(_ snippet: String) -> String {
    var result = ""
    var rest = Substring(snippet)
    while let character = rest.popFirst() {
      if character == "\\" {
        if let next = rest.popFirst() { result.append(next) }
      } else if character != "$" {
        result.append(character)
      } else if rest.first == "{" {
        rest = rest.dropFirst().drop(while: \.isNumber)
        let isChoice = rest.first == "|"
        if rest.first != "}" { rest.removeFirst() }
        var text = ""
        var isOver = false
        while let next = rest.popFirst(), next != "}" {
          if isChoice, next == "," || next == "|" { isOver = true }
          let literal = next == "\\" ? rest.popFirst() ?? next : next
          if !isOver { text.append(literal) }
        }
        result += text
      } else {
        let isLast = rest.first == "0"
        rest = rest.drop(while: \.isNumber)
        // A place on a line of its own is for statements.
        let isAlone = result.last == "\t" && (rest.first == "\n" || rest.isEmpty)
        result += isLast || isAlone ? "" : "x"
      }
    }
    return result
  }

  /// Checks every candidate at a place; `kinds` are those that make sense there by themselves.
  private func check(_ text: String, where isMeant: (CompletionCandidate) -> Bool = { $0.kind != .keyword }) throws
    -> Int
  {
    let marked = Marked(modules + "local x = 1\n" + text)
    let candidates = marked.analysis(configured).completions(at: try marked.offset()).filter(isMeant)
    var hasSeenName = false
    for candidate in candidates {
      // One bare name is as good as another.
      if candidate.insertText.isName, candidate.additionalEdits.isEmpty {
        if hasSeenName { continue }
        hasSeenName = true
      }
      // Without snippets what is missing is written by hand.
      let isCall =
        candidate.kind == .method && candidate.isSnippet || candidate.insertText.hasPrefix("\(candidate.plainText)(")
      let plain = candidate.plainText + (candidate.plainText.hasSuffix("= ") ? "x" : isCall ? "()" : "")
      let comma = [",", ", "].contains { candidate.insertText.hasSuffix($0) } ? "," : ""
      for inserted in [plain + comma, candidate.isSnippet ? Self.filled(candidate.insertText) : plain] {
        let taken = marked.applying([Edit(candidate.replaceRange, inserted)] + candidate.additionalEdits)
        let errors = SourceFile(taken).errors
        #expect(errors.isEmpty, "\(candidate.label) gives \(errors.map(\.code)) in\n\(taken.dropFirst(modules.count))")
      }
    }
    return candidates.count
  }

  @Test(arguments: [
    "1️⃣", "do\n  1️⃣\nend", "if x then\n  1️⃣\nend", "for i = 1, 2 do\n  1️⃣\nend", "local function f(a, ...)\n  1️⃣\nend",
    "1️⃣\nprint(x)", "print(x)\n1️⃣", "l1️⃣\nprint(x)", "function M.f(a) 1️⃣ end",
  ])
  func statements(_ text: String) throws {
    // A name alone is no statement, and `elseif` has its place.
    let count = try check("local M = {}\n" + text) { candidate in
      candidate.isSnippet && !candidate.label.hasPrefix("elseif") && candidate.insertText != "require \"$1\""
    }
    #expect(count > 8)
  }

  @Test(arguments: [
    "local y = 1️⃣", "print(1️⃣)", "print(x, 1️⃣)", "local y = { 1️⃣ }", "local y = { a = 1️⃣, b = 2 }", "return 1️⃣",
    "if 1️⃣ then end", "local y = x == 1️⃣", "local y = string.1️⃣", "local y = (\"a\"):1️⃣", "local y = cofre.1️⃣",
    "local y = config:1️⃣", "local y = table.1️⃣", "local y = config:re1️⃣ \"tenant_id\"", "local y = require \"1️⃣\"",
    "local y = require \"1️⃣", "local y = config:require \"1️⃣", "local y = config:require(\"1️⃣)", "cofre.log.1️⃣(\"a\")",
    "local y = string.1️⃣(\"a\")", "local y = string.rep1️⃣ 'a'", "local y = aws.1️⃣", "local y = gcp.1️⃣",
    "cofre.secret(x):1️⃣", "local y = pc1️⃣",
  ])
  func expressions(_ text: String) throws {
    let count = try check(text) {
      $0.kind != .keyword && !($0.kind == .method && $0.insertText == $0.label && text.hasSuffix(":1️⃣"))
    }
    #expect(count > 0)
  }

  @Test(arguments: Catalog.resourceTypes.map(\.name))
  func resources(_ name: String) throws {
    let type = try #require(Catalog.resourceTypes.first { $0.name == name })
    let parts = name.split(separator: ".")
    let prefix = parts.dropLast().joined(separator: ".")
    var count = 0
    for text in [
      "local r = \(prefix).1️⃣", "local r = \(prefix).\(parts.last?.prefix(2) ?? "")1️⃣\nprint(1)",
      "local r = \(prefix).1️⃣(\"a\", {})", "local r = \(name)(1️⃣)", "local r = \(name)(1️⃣", "local r = \(name)(\"s\", 1️⃣)",
      "local r = \(name)(\"s\", {1️⃣})", "local r = \(name)(\"s\", { 1️⃣ })", "local r = \(name)(\"s\", {\n  1️⃣\n})",
      "local r = \(name)(\"s\", {\n  -- why\n  1️⃣ -- because\n})", "local r = \(name)(\"s\", {}, 1️⃣)",
      "local r = \(name)(\"s\", {}, { 1️⃣ })", "local r = \(name)(\"s\", {}, {\n  1️⃣\n})",
      "local r = \(name)(\"s\", {})\nprint(r.1️⃣)", "local r = \(name)(\"s\", {})\nprint(r.id:apply1️⃣)",
      "local r = \(name)(\"s\", {}, { protect = 1️⃣, depends_on = {} })",
      "local r = \(name)(\"s\", {}, { depends_on = { 1️⃣ } })",
      "local r = \(name)(\"s\", {}, { ignore_changes = { \"1️⃣\" } })",
      "local r = \(name)(\"s\", {}, { ignore_changes = { 1️⃣ } })",
    ] { count += try check(text) }
    count += try check(type.inputs, of: "local r = \(name)(\"s\", ", ")")
    #expect(count > 50)
  }

  /// A key that has its value already is completed to the key alone, wherever the equals sign stands.
  @Test(arguments: [
    "aws.secretsmanager.Secret(\"s\", { 1️⃣x })", "aws.secretsmanager.Secret(\"s\", {\n  description = \"a\"\n  1️⃣x\n})",
    "azure.keyvault.Vault(\"v\", { properties = { sku = { 1️⃣x } } })", "gcp.kms.KeyRing(\"r\", {}, { 1️⃣x })",
    "gcp.kms.KeyRing(\"r\", {}, { custom_timeouts = { 1️⃣x } })",
    "---@class P\n---@field size integer\n---@field name string\n\n---@type P\nlocal p = { 1️⃣x }",
  ])
  func keysThatHaveTheirValues(_ text: String) throws {
    for (key, count) in [("1️⃣ = ", 1), ("n1️⃣ = ", 1), ("n1️⃣= ", 1), ("n1️⃣ --[[c]] = ", 1), ("n1️⃣\n= ", 1), ("n 1️⃣ = ", 0)] {
      let marked = Marked(modules + "local x = 1\n" + text.replacing("1️⃣", with: key))
      let candidates = marked.analysis(configured).completions(at: try marked.offset())
      #expect(candidates.count >= count && (count > 0 || candidates.isEmpty))
      for candidate in candidates {
        #expect(!candidate.insertText.contains("=") && !candidate.plainText.contains("="), "\(candidate.label), \(key)")
      }
    }
  }

  /// The values of properties, and what is in them.
  private func check(_ properties: [Property], of head: String, _ tail: String) throws -> Int {
    var count = 0
    if let first = properties.first {
      for text in [
        "{ 1️⃣ \(first.name) = x }", "{ 1️⃣\(first.name) = x }", "{ \(first.name) = x 1️⃣ }", "{ \(first.name) = x, 1️⃣ }",
      ] {
        count += try check(head + text + tail) { $0.kind != .keyword && $0.label != first.name }
      }
    }
    for property in properties {
      for value in ["1️⃣", "\"1️⃣\"", "{ 1️⃣ }", "{ \"1️⃣\" }", "x1️⃣"] {
        count += try check("\(head){ \(property.name) = \(value) }\(tail)")
        count += try check("\(head){\n  \(property.name) = \(value),\n}\(tail)")
      }
      // Texts that are not closed take the rest of the line along, but for what closes the table.
      count += try check("\(head){\n  \(property.name) = \"1️⃣\n}\(tail)")
      switch property.kind {
      case .object(let members): count += try check(members, of: "\(head){ \(property.name) = ", " }\(tail)")
      case .array(.object(let members)):
        count += try check(members, of: "\(head){ \(property.name) = { ", " } }\(tail)")
      default: break
      }
    }
    return count
  }

  @Test(arguments: [
    ("for i 1️⃣", ["in"]), ("for k, v 1️⃣", ["in"]), ("if x 1️⃣", ["then", "and", "or"]), ("while x 1️⃣", ["do", "and", "or"]),
    ("local y = x 1️⃣", ["and", "or"]), ("local y 1️⃣", []), ("local y <const> 1️⃣", []),
    ("for _, v in ipairs(x) 1️⃣", ["do", "and", "or"]), ("do f() 1️⃣ end", ["and", "or", "end"]),
    ("local function f(a 1️⃣) end", []), ("local function f(1️⃣) end", []),
  ])
  func whatGoesOnALine(_ text: String, _ expected: [String]) throws {
    let marked = Marked("local x\n" + text)
    #expect(marked.analysis().completions(at: try marked.offset()).map(\.label) == expected)
  }

  struct Taken: Sendable, CustomTestStringConvertible {
    var text: String
    var label: String
    var snippet: String
    var testDescription: String { "\(text) \(label)" }
  }

  /// What stands between the modules and the end of the script when a label is taken.
  @Test(arguments: [
    Taken(
      text: "local v = azure.keyvault.1️⃣", label: "Vault",
      snippet: """
        local v = azure.keyvault.Vault("${1:name}", {
        \tproperties = {
        \t\tsku = { name = "${2|standard,premium|}" },
        \t\ttenant_id = "$3",
        \t},
        \tresource_group_name = $4,
        })
        """),
    Taken(
      text: "local s = aws.secretsmanager.Secret(\"s\", {})\naws.secretsmanager.SecretVersion(1️⃣)",
      label: "\"name\", { … }",
      snippet: """
        local s = aws.secretsmanager.Secret("s", {})
        aws.secretsmanager.SecretVersion("${1:name}", {
        \tsecret_id = ${2:s.id},
        \tsecret_string = config:require_secret "$3",
        })
        """),
    Taken(
      text: """
        local a = aws.secretsmanager.Secret("a", {})
        local b = aws.secretsmanager.Secret("b", {})
        aws.secretsmanager.SecretVersion("v", { 1️⃣ })
        """, label: "secret_id",
      snippet: """
        local a = aws.secretsmanager.Secret("a", {})
        local b = aws.secretsmanager.Secret("b", {})
        aws.secretsmanager.SecretVersion("v", { secret_id = ${1|b.id,a.id|} })
        """),
    Taken(
      text: "aws.secretsmanager.SecretVersion(\"v\", {\n  secret_st1️⃣\n})", label: "secret_string",
      snippet: "aws.secretsmanager.SecretVersion(\"v\", {\n  secret_string = config:require_secret \"$1\",\n})"),
    Taken(
      text: "aws.secretsmanager.SecretVersion(\"v\", { secret_string = 1️⃣ })", label: "config:require_secret \"…\"",
      snippet: "aws.secretsmanager.SecretVersion(\"v\", { secret_string = config:require_secret \"$1\" })"),
    Taken(
      text: "azure.keyvault.Vault(\"v\", { properties = { public1️⃣ } })", label: "public_network_access",
      snippet: "azure.keyvault.Vault(\"v\", { properties = { public_network_access = \"${1|Enabled,Disabled|}\" } })"),
    Taken(
      text: "aws.secretsmanager.SecretVersion(1️⃣)", label: "\"name\", { … }",
      snippet:
        "aws.secretsmanager.SecretVersion(\"${1:name}\", {\n\tsecret_id = $2,\n\tsecret_string = config:require_secret \"$3\",\n})"
    ),
    Taken(
      text: "aws.secretsmanager.Secret(\"s\", {}, { custom_timeouts = { cr1️⃣ = \"1m\" } })", label: "create",
      snippet: "aws.secretsmanager.Secret(\"s\", {}, { custom_timeouts = { create = \"1m\" } })"),
    Taken(
      text: "aws.secretsmanager.Secret(\"s\", {}, { custom_timeouts = {\n  cr1️⃣\n} })", label: "create",
      snippet: "aws.secretsmanager.Secret(\"s\", {}, { custom_timeouts = {\n  create = \"${1:5m}\",\n} })"),
    Taken(
      text: "aws.secretsmanager.Secret(\"s\", {1️⃣ description = \"d\" })", label: "name",
      snippet: "aws.secretsmanager.Secret(\"s\", {name = \"$1\", description = \"d\" })"),
    Taken(
      text: "aws.secretsmanager.Secret(\"s\", { de1️⃣, name = \"n\" })", label: "description",
      snippet: "aws.secretsmanager.Secret(\"s\", { description = \"$1\", name = \"n\" })"),
    Taken(
      text: "aws.secretsmanager.Secret(\"s\", { de1️⃣ = \"\" })", label: "description",
      snippet: "aws.secretsmanager.Secret(\"s\", { description = \"\" })"),
    Taken(
      text: "azure.keyvault.Vault(\"v\", { properties = { sku = { name = \"pre1️⃣ } } })", label: "premium",
      snippet: "azure.keyvault.Vault(\"v\", { properties = { sku = { name = \"premium\" } } })"),
    Taken(
      text: "azure.keyvault.Vault(\"v\", { properties = { sku = { name = 'pre1️⃣' } } })", label: "premium",
      snippet: "azure.keyvault.Vault(\"v\", { properties = { sku = { name = 'premium' } } })"),
    Taken(text: "local a = config:requ1️⃣ \"a\"", label: "require", snippet: "local a = config:require \"a\""),
    Taken(text: "local a = config:1️⃣", label: "require", snippet: "local a = config:require \"$1\""),
    Taken(text: "local a = string.re1️⃣", label: "rep", snippet: "local a = string.rep(${1:text}, ${2:count})"),
    Taken(text: "local a = string.re1️⃣(\"a\")", label: "rep", snippet: "local a = string.rep(\"a\")"),
    Taken(text: "local a = (\"x\"):re1️⃣", label: "rep", snippet: "local a = (\"x\"):rep(${1:count})"),
    Taken(text: "local a = (\"x\"):up1️⃣", label: "upper", snippet: "local a = (\"x\"):upper()"),
    Taken(text: "pr1️⃣", label: "print", snippet: "print($1)"),
    Taken(text: "local a = pc1️⃣", label: "pcall", snippet: "local a = pcall(${1:f})"),
    Taken(
      text: "local s = aws.secretsmanager.Sec1️⃣", label: "Secret",
      snippet: "local s = aws.secretsmanager.Secret(\"${1:name}\", { $0 })"),
    Taken(text: "cofre.exp1️⃣", label: "export", snippet: "cofre.export(\"${1:name}\", ${2:value})"),
    Taken(text: "local aa = requ1️⃣", label: "require", snippet: "local aa = require \"$1\""),
    Taken(
      text: "local function make(name, size) end\nma1️⃣", label: "make",
      snippet: "local function make(name, size) end\nmake(${1:name}, ${2:size})"),
    Taken(
      text: "local function make(name, size) end\nlocal a = ma1️⃣", label: "make",
      snippet: "local function make(name, size) end\nlocal a = make"),
    Taken(
      text: "local keep = function() end\nke1️⃣", label: "keep", snippet: "local keep = function() end\nkeep()"),
  ])
  func isTakenAsItStands(_ taken: Taken) throws {
    let marked = Marked(modules + taken.text)
    let candidate = try #require(
      marked.analysis().completions(at: try marked.offset()).first { $0.label == taken.label })
    #expect(marked.applying([Edit(candidate.replaceRange, candidate.insertText)]) == modules + taken.snippet)
  }

  @Test func blocksStandWhereTheyAreWrittenWithoutSnippets() throws {
    let marked = Marked("do\n    1️⃣\nend")
    let candidate = try #require(
      marked.analysis().completions(at: try marked.offset()).first { $0.label == "for … ipairs" })
    #expect(
      marked.applying([Edit(candidate.replaceRange, candidate.plainText)])
        == "do\n    for _, value in ipairs(list) do\n      \n    end\nend")
    #expect(candidate.insertText == "for ${1:_}, ${2:value} in ipairs(${3:list}) do\n\t$0\nend")
  }

  @Test(arguments: [
    ("1️⃣", ["break", "end", "else", "elseif", "until", "and", "then", "nil"]),
    ("while x do 1️⃣ end", ["else", "until", "then"]),
    ("if x then\n  1️⃣\nend", ["break", "until", "then"]),
    ("while x do\n  local f = function()\n    1️⃣\n  end\nend", ["break", "else", "until"]),
  ])
  func wordsThatCannotStandThereAreNotOffered(_ text: String, _ words: [String]) throws {
    let marked = Marked(text)
    let labels = marked.analysis().completions(at: try marked.offset()).map(\.label)
    for word in words { #expect(!labels.contains(word), "\(word)") }
    #expect(labels.contains("local"))
  }
}

extension String {
  fileprivate var isName: Bool { allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber } }
}
