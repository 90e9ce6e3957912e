import LuaSyntax

/// Statements and the words between expressions.
extension CandidateList {
  mutating func addStatements() {
    isStatement = true
    addNames(rank: 3)
    let around = Surrounding(of: replaceRange.lowerBound, in: facts.file)
    for keyword in ["do", "for", "function", "goto", "if", "local", "repeat", "return", "while"] {
      add(keyword, .keyword, rank: 5)
    }
    addClosers(around)
    addBlocks(around)
    for cloud in facts.workspace.catalog.clouds where !facts.bindings.contains(where: { $0.name == cloud }) {
      let text = "local \(cloud) = require \"cofre.\(cloud)\""
      add(text, .snippet, rank: 6, detail: "module")
    }
  }

  /// What may go on behind an expression on its line.
  mutating func addContinuations(behind token: Token) {
    let node = facts.file.innermostNode(covering: token.range)
    if node.kind == .localName { return add("in", .keyword, rank: 1) }
    for keyword in ["and", "or"] { add(keyword, .keyword, rank: 2) }
    switch node.ancestors.first(where: \.kind.isStructural)?.kind {
    // Its header is not over, so that nothing of it can end.
    case .ifClause: return add("then", .keyword, rank: 1)
    case .whileStatement, .numericFor, .genericFor: return add("do", .keyword, rank: 1)
    default: break
    }
    addClosers(Surrounding(of: token.start, in: facts.file))
  }

  /// The words that end what is open around a place.
  private mutating func addClosers(_ around: Surrounding) {
    if around.isInLoop { add("break", .keyword, rank: 5) }
    if around.isInBlock { add("end", .keyword, rank: 5) }
    if around.isInIf {
      add("else", .keyword, rank: 5)
      add("elseif", .keyword, rank: 5)
    }
    if around.isInRepeat { add("until", .keyword, rank: 5) }
  }

  private mutating func addBlocks(_ around: Surrounding) {
    var blocks = [
      ("do … end", "do\n\t$0\nend", "block"),
      ("for … = …", "for ${1:index} = ${2:1}, ${3:10} do\n\t$0\nend", "loop over numbers"),
      ("for … ipairs", "for ${1:_}, ${2:value} in ipairs(${3:list}) do\n\t$0\nend", "loop over a list"),
      ("for … pairs", "for ${1:key}, ${2:value} in pairs(${3:table}) do\n\t$0\nend", "loop over a table"),
      ("function …", "function ${1:name}($2)\n\t$0\nend", "function"),
      ("if … else", "if ${1:condition} then\n\t$2\nelse\n\t$0\nend", "condition"),
      ("if … then", "if ${1:condition} then\n\t$0\nend", "condition"),
      ("local function", "local function ${1:name}($2)\n\t$0\nend", "function"),
      ("repeat … until", "repeat\n\t$0\nuntil ${1:condition}", "loop with its condition at the end"),
      ("while … do", "while ${1:condition} do\n\t$0\nend", "loop with its condition in front"),
    ]
    if around.isInIf { blocks.append(("elseif … then", "elseif ${1:condition} then\n\t$0", "another condition")) }
    for (label, snippet, detail) in blocks {
      add(label, .snippet, rank: 6, detail: detail, insertText: SnippetText.plain(snippet, newline), snippet: snippet)
    }
  }

  /// A function as a value.
  mutating func addFunctionValue(rank: Int) {
    let snippet = "function($1)\n\t$0\nend"
    add("function … end", .snippet, rank: rank, insertText: SnippetText.plain(snippet, newline), snippet: snippet)
  }
}

/// What is open around a place.
private struct Surrounding {
  var isInLoop = false
  var isInBlock = false
  var isInIf = false
  var isInRepeat = false

  init(of offset: Int, in file: SourceFile) {
    for node in file.innermostNode(covering: offset..<offset).ancestors {
      switch node.kind {
      case .whileStatement, .numericFor, .genericFor:
        isInLoop = true
        isInBlock = true
      case .repeatStatement:
        isInLoop = true
        isInRepeat = true
      case .ifClause, .elseClause:
        isInIf = isInIf || node.kind == .ifClause
        isInBlock = true
      case .ifStatement, .doStatement: isInBlock = true
      case .functionBody:
        isInBlock = true
        // Nothing around a function can be left from inside it.
        return
      default: break
      }
    }
  }
}
