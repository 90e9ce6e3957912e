/// The text of a snippet where an editor knows none.
enum SnippetText {
  /// The snippet with the texts of its places, or their first choices, and with the line breaks of a file.
  static func plain(_ snippet: String, _ newline: String = "\n") -> String {
    var result = ""
    var rest = Substring(snippet)
    while let character = rest.popFirst() {
      switch character {
      case "\\": if let next = rest.popFirst() { result.append(next) }
      case "\n": result += newline
      case "\t": result += "  "
      case "$":
        if rest.first == "{" {
          rest = rest.dropFirst().drop(while: \.isNumber)
          result += place(&rest)
        } else {
          rest = rest.drop(while: \.isNumber)
        }
      default: result.append(character)
      }
    }
    return result
  }

  /// What a place has behind its number; the rest goes on behind its brace.
  private static func place(_ rest: inout Substring) -> String {
    var text = ""
    let isChoice = rest.first == "|"
    if isChoice || rest.first == ":" { rest.removeFirst() }
    var isFirst = true
    while let character = rest.popFirst(), character != "}" {
      if isChoice, character == "," || character == "|" {
        isFirst = false
        continue
      }
      let literal = character == "\\" ? rest.popFirst() ?? character : character
      if isFirst { text.append(literal) }
    }
    return text
  }
}
