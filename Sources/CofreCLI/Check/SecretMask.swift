import CofreAnalysis
import CofreSettings
import LuaSyntax

/// What must not be shown of a Lua file: the texts that are secrets, or look it.
///
/// It is wider than what the checks report, as a text that is hidden in vain costs little, and does not ask what is silenced.
struct SecretMask: Sendable {
  private let file: SourceFile
  /// What the analysis knows to be secret, by tokens: there may be thousands of findings, and as many secrets.
  private let isKnown: [Bool]

  /// Takes what the analysis knows to be secret: whole literals, with their quotes.
  init(_ file: SourceFile, known: [Range<Int>]) {
    self.file = file
    var isKnown = [Bool](repeating: false, count: file.tokens.count)
    for range in known {
      var index = file.tokenIndex(at: range.lowerBound)
      while index < file.tokens.count, file.tokens[index].start < range.upperBound {
        isKnown[index] = true
        index += 1
      }
    }
    self.isKnown = isKnown
  }

  /// The ranges to hide on a line, as bytes of the file, sorted and apart.
  func ranges(onLine line: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = file.tokenIndex(at: line.lowerBound)
    while index < file.tokens.count, file.tokens[index].start < line.upperBound {
      if file.tokens[index].end > line.lowerBound, let content = hiddenContent(of: index) { ranges.append(content) }
      index += 1
    }
    for comment in file.comments(touching: line) { ranges += secretWords(in: comment.range.clamped(to: line)) }
    return Self.merged(ranges.map { $0.clamped(to: line) }.filter { !$0.isEmpty })
  }

  /// The texts that are hidden anywhere in the file, for looking whether another text repeats one.
  func hiddenTexts() -> Set<String> {
    var texts: Set<String> = []
    for index in file.tokens.indices {
      guard let content = hiddenContent(of: index), content.count >= 3 else { continue }
      texts.insert(file.text(content))
    }
    return texts
  }

  /// What is between the quotes of a literal that is not to be shown; nil for any other token.
  private func hiddenContent(of index: Int) -> Range<Int>? {
    let token = file.tokens[index]
    let isKnown = isKnown[index]
    if token.kind == .number { return isKnown ? token.range : nil }
    guard token.kind == .string || token.kind == .longString || token.kind == .invalid else { return nil }
    guard let content = content(of: token) else { return nil }
    if !content.isClosed || isKnown || isMarkedSecret(index) { return content.range }
    let text = file.text(content.range)
    let looksSecret = keys(before: index).contains { SecretLookingText.reason(text, key: $0) != nil }
    return looksSecret ? content.range : nil
  }

  /// The part of a literal between its quotes; what is not closed may hold anything.
  private func content(of token: Token) -> (range: Range<Int>, isClosed: Bool)? {
    let bytes = file.source[token.range]
    guard let quote = bytes.first else { return nil }
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let isClosed = bytes.count >= 2 && bytes.last == quote
      return (token.start + 1..<max(token.start + 1, isClosed ? token.end - 1 : token.end), isClosed)
    }
    guard quote == UInt8(ascii: "[") else { return nil }
    let bracket = bytes.dropFirst().prefix { $0 == UInt8(ascii: "=") }.count + 2
    let isClosed = bytes.count >= 2 * bracket && bytes.last == UInt8(ascii: "]")
    return (token.start + bracket..<max(token.start + bracket, isClosed ? token.end - bracket : token.end), isClosed)
  }

  /// Whether a literal is what a script calls a secret itself: `cofre.secret("…")`.
  private func isMarkedSecret(_ index: Int) -> Bool {
    var callee = index - 1
    if callee >= 0, file.tokens[callee].kind == .leftParenthesis { callee -= 1 }
    return callee >= 0 && file.tokens[callee].kind == .name && file.text(file.tokens[callee].range) == "secret"
  }

  /// The names that a literal may be given to: `name = "…"`, `["name"] = "…"`, `local a, b = 1, "…"`; an empty one is
  /// always among them, for what the text itself says.
  private func keys(before index: Int) -> [String] {
    var keys = [""]
    var place = index - 1
    let end = max(0, index - Self.longestAssignment)
    while place > end, file.tokens[place].kind != .assign {
      switch file.tokens[place].kind {
      case .comma, .string, .longString, .number, .name, .dot, .concat, .or, .and, .nil, .true, .false: place -= 1
      default: return keys
      }
    }
    while place > end {
      place -= 1
      switch file.tokens[place].kind {
      case .name: keys.append(file.text(file.tokens[place].range))
      case .string: keys += content(of: file.tokens[place]).map { [file.text($0.range)] } ?? []
      case .comma, .dot, .leftBracket, .rightBracket: break
      default: return keys
      }
    }
    return keys
  }

  /// How many tokens back the names of an assignment are looked for.
  private static let longestAssignment = 32

  /// The words of a comment that look like secrets by their form.
  private func secretWords(in range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    for end in range.lowerBound...range.upperBound {
      let isEnd = end == range.upperBound || Self.separators.contains(file.source[end])
      guard isEnd else { continue }
      if end - start >= 16, SecretLookingText.reason(file.text(start..<end), key: "") != nil {
        words.append(start..<end)
      }
      start = end + 1
    }
    return words
  }

  private static let separators = Set(" \t\r\n\"'`,;()<>[]{}".utf8)

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, last.upperBound >= range.lowerBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
