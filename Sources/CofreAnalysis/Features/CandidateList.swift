import CofreSchema
import LuaSyntax

/// Collects candidates for one place.
///
/// Sort keys begin with a rank of one digit: what fits best first; within a rank those with an order of their own come first,
/// and then the others by their names.
struct CandidateList {
  let facts: DocumentFacts
  let offset: Int
  let replaceRange: Range<Int>
  /// Whether a statement begins at the place, so that a function can only be called there.
  var isStatement = false
  private var candidates: [CompletionCandidate] = []
  private var labels: Set<String> = []
  /// The texts that a list has already, without quotes and in small letters.
  private var texts: Set<String> = []
  /// The names that a list has already.
  private var names: Set<String> = []

  init(facts: DocumentFacts, offset: Int, replaceRange: Range<Int>) {
    self.facts = facts
    self.offset = offset
    self.replaceRange = replaceRange
  }

  var count: Int { candidates.count }

  func sorted() -> [CompletionCandidate] {
    candidates.sorted { ($0.sortKey, $0.label) < ($1.sortKey, $1.label) }
  }

  /// Adds a candidate, unless there is one of that label already: the better one is added first.
  mutating func add(
    _ label: String, _ kind: CompletionCandidate.Kind, rank: Int, order: Int? = nil, detail: String? = nil,
    documentation: String? = nil, insertText: String? = nil, snippet: String? = nil, isDeprecated: Bool = false,
    additionalEdits: [Edit] = []
  ) {
    if kind == .value, !texts.isEmpty, texts.contains(Self.text(label)) { return }
    if kind == .variable, names.contains(label) { return }
    guard labels.insert(label).inserted else { return }
    // Two digits sort before every letter.
    let place = order.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? ""
    candidates.append(
      CompletionCandidate(
        label, kind, replacing: replaceRange, sortKey: "\(isDeprecated ? 9 : rank)\(place)\(label)", detail: detail,
        documentation: documentation, insertText: insertText, snippet: snippet, isDeprecated: isDeprecated,
        additionalEdits: additionalEdits))
  }

  /// Whether a variable can be seen where the word begins: not in the statement that declares it.
  func isVisible(_ binding: Binding) -> Bool {
    let start = binding.scope.lowerBound
    guard binding.kind == .local, start <= replaceRange.lowerBound else { return binding.kind != .local }
    // What is not finished ends with a token that something must follow.
    guard let index = facts.file.tokenIndex(before: replaceRange.lowerBound) else { return true }
    let token = facts.file.tokens[index]
    return token.end != start || token.kind != .assign && token.kind != .comma && !token.kind.expectsOperand
  }

  /// Leaves out from now on what a list has already as an element, but for the one that is being written.
  mutating func leaveOutElements(of table: TableConstructor) {
    for case .positional(let field) in table.fields {
      let range = field.value.range
      if range.lowerBound <= offset, offset <= range.upperBound { continue }
      switch field.value {
      case .string(let literal): texts.insert(String(decoding: literal.value, as: UTF8.self).lowercased())
      case .name(let name): names.insert(name.text)
      default: continue
      }
    }
  }

  private static func text(_ label: String) -> String {
    let isQuoted = label.utf8.count > 1 && label.hasPrefix("\"") && label.hasSuffix("\"")
    return (isQuoted ? String(label.dropFirst().dropLast()) : label).lowercased()
  }

  // MARK: Names

  /// The variables that can be seen, and what every script finds; functions with their parentheses where they are called.
  mutating func addNames(rank: Int, areCalled: Bool = true) {
    let moduleRank = isGiven ? rank + 1 : rank
    for index in facts.visibleBindings(at: offset)
    where !replaceRange.contains(facts.bindings[index].nameRange.lowerBound) && isVisible(facts.bindings[index]) {
      let binding = facts.bindings[index]
      if binding.name == "_" { continue }
      add(
        binding.name, .variable, rank: binding.value.isModule ? moduleRank : rank,
        detail: facts.phrase(of: binding.value),
        // Anywhere else a function of one's own may as well be passed on.
        snippet: isStatement ? callSnippet(of: binding) : nil)
    }
    for (name, global) in facts.globals where global.isAssigned { add(name, .variable, rank: rank + 1) }
    for name in facts.workspace.globals { add(name, .variable, rank: rank + 1) }
    addModulesToRequire(rank: rank + 2)
    for name in StandardLibrary.globalNames {
      if let entry = StandardLibrary.entry(name) {
        add(
          name, .function, rank: rank + 1, detail: entry.signature, documentation: entry.documentation,
          snippet: areCalled ? callSnippet(of: entry) : nil)
      } else if StandardLibrary.tables[name] != nil {
        add(name, .module, rank: rank + 1, detail: "library")
      }
    }
  }
}

extension CandidateList {
  /// Whether what is written is passed to a function or given to a field, as modules hardly are.
  private var isGiven: Bool {
    guard let index = facts.file.tokenIndex(before: replaceRange.lowerBound) else { return false }
    let token = facts.file.tokens[index]
    let kind = facts.file.innermostNode(covering: token.range).kind
    switch token.kind {
    case .leftParenthesis, .comma: return kind == .argumentList
    case .assign: return kind.isTableField
    default: return false
    }
  }
}

extension ValueKind {
  fileprivate var isModule: Bool {
    switch self {
    case .cofre, .namespace, .module: true
    default: false
    }
  }
}

extension CandidateList {
  /// A line break with the indentation of the line of the offset, for texts of several lines that editors take as they are.
  var newline: String { "\(facts.file.lineBreak)\(indentation)" }

  private var indentation: String {
    let line = facts.file.lines.range(ofLine: facts.file.lines.line(at: offset))
    return String(decoding: facts.file.source[line].prefix { $0.isSpace }, as: UTF8.self)
  }
}

extension SourceFile {
  /// How the lines of the file end, as the first does.
  var lineBreak: String {
    let line = lines.range(ofLine: 0)
    return line.upperBound < source.count && source[line.upperBound] == 13 ? "\r\n" : "\n"
  }
}
