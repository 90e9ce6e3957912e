import CofreAnalysis
import CofreJSON

/// The pages of the reference of diagnostics: for people, as Markdown, and for programs.
struct ExplainText {
  var style: Style

  /// One page; ends without an end of line.
  func text(_ page: RulePage) -> String {
    var parts = [
      "\(style.bold(page.code)): \(page.summary) (\(CheckLevel(page.severity).rawValue))", emphasized(page.explanation),
    ]
    if !page.wrong.isEmpty {
      parts.append("\(style.red("Wrong:"))\n\n\(Self.indented(page.wrong))")
      parts.append("\(style.green("Right:"))\n\n\(Self.indented(page.right))")
    }
    if let fix = page.fix { parts.append("\(style.bold("Fix:")) \(fix)") }
    let silence = Self.silence(page)
    parts.append(silence.example.isEmpty ? silence.text : "\(silence.text)\n\n\(Self.indented(silence.example))")
    if !page.alsoKnownAs.isEmpty {
      parts.append("Other Lua servers call it \(page.alsoKnownAs.joined(separator: ", ")).")
    }
    return parts.joined(separator: "\n\n")
  }

  static func markdown(_ page: RulePage) -> String {
    let language = language(of: page)
    var parts = [page.explanation]
    if !page.wrong.isEmpty {
      parts += ["Wrong:", "```\(language)\n\(page.wrong)\n```", "Right:", "```\(language)\n\(page.right)\n```"]
    }
    if let fix = page.fix { parts.append("Fix: \(fix)") }
    let silence = silence(page)
    parts.append(silence.text)
    if !silence.example.isEmpty {
      let silenceLanguage = page.group == .settings ? "yaml" : "lua"
      parts.append("```\(silenceLanguage)\n\(silence.example)\n```")
    }
    return parts.joined(separator: "\n\n")
  }

  static func json(_ pages: [RulePage]) -> JSON {
    JSONDocument.json(["diagnostics": .array(pages.map(json))])
  }

  private static func json(_ page: RulePage) -> JSON {
    var object: JSONObject = [
      "code": .string(page.code), "severity": .string(page.severity.rawValue), "group": .string(page.group.rawValue),
      "summary": .string(page.summary), "explanation": .string(page.explanation),
    ]
    if !page.wrong.isEmpty {
      object["wrong"] = .string(page.wrong)
      object["right"] = .string(page.right)
    }
    object["language"] = .string(language(of: page))
    object["fix"] = page.fix.map { .string($0) }
    object["canBeSilenced"] = .bool(page.canBeSilenced)
    object["alsoKnownAs"] = .array(page.alsoKnownAs.map { .string($0) })
    return .object(object)
  }

  /// The list of all codes.
  func list(_ pages: [RulePage]) -> String {
    let width = pages.map(\.code.count).max() ?? 0
    return pages.map { page in
      let padding = String(repeating: " ", count: width - page.code.count)
      return "\(page.code)\(padding)  \(style.dim(page.summary))"
    }.joined(separator: "\n")
  }

  /// The language of the page's examples.
  private static func language(of page: RulePage) -> String {
    guard page.group == .settings else { return "lua" }
    return page.wrong.hasPrefix("{") ? "json" : "yaml"
  }

  /// How to have it no longer reported, and what to write.
  private static func silence(_ page: RulePage) -> (text: String, example: String) {
    if page.group == .settings, !page.canBeSilenced {
      return ("It cannot be silenced: the commands do not read such a file.", "")
    }
    if !page.canBeSilenced { return ("It cannot be silenced: Lua does not load such a script.", "") }
    if page.group == .settings { return ("To silence it, name it in Cofre.yaml:", "allow: [\(page.code)]") }
    return (
      "To silence it, name it under `allow:` in Cofre.yaml, or at the place:",
      "---@diagnostic disable-next-line: \(page.code)"
    )
  }

  /// Words in backticks in bold, where that can be shown.
  private func emphasized(_ text: String) -> String {
    guard style.isOn else { return text }
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { $0.offset % 2 == 1 ? style.bold(String($0.element)) : String($0.element) }.joined()
  }

  private static func indented(_ text: String) -> String {
    let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
      .joined(separator: "\n")
  }
}
