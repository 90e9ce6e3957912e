import CofreJSON
import CofreModel

/// Diagnostics as people read them: what, where, why, what next.
struct DiagnosticText {
  var style: Style
  /// Where the scripts are, for columns and excerpts; nil when there is no project.
  var places: ScriptPlaces?

  func text(_ diagnostic: Diagnostic) -> String {
    let diagnostic = places?.refine(diagnostic) ?? diagnostic
    let word: String
    switch diagnostic.severity {
    case .error: word = style.red("error")
    case .warning: word = style.yellow("warning")
    case .information: word = style.blue("note")
    }
    var text = "cofre: \(word): \(style.bold(diagnostic.summary))"
    if let location = diagnostic.location { text = "\(location): " + text.dropFirst("cofre: ".count) }
    text += "\n  \(Self.indented(diagnostic.detail.withoutControlCharacters))"
    if let location = diagnostic.location, let excerpt = places?.excerpt(location) {
      // Its own colours are meant; what the line holds, it has made harmless itself.
      text += "\n\n  \(Self.indented(excerpt.text(style, color: style.red)))\n"
    }
    if let hint = diagnostic.hint?.withoutControlCharacters {
      text += "\n  \(style.dim("hint:")) \(Self.indented(hint))"
    }
    return text
  }

  /// The text with its further lines below its first one.
  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ")
  }

  static func json(_ diagnostic: Diagnostic, places: ScriptPlaces? = nil) -> JSON {
    let diagnostic = places?.refine(diagnostic) ?? diagnostic
    var object: JSONObject = [
      "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code),
      "summary": .string(diagnostic.summary), "detail": .string(diagnostic.detail),
    ]
    object["hint"] = diagnostic.hint.map { .string($0) }
    object["urn"] = diagnostic.urn.map { .string($0.description) }
    object["path"] = diagnostic.path.map { .string($0.description) }
    if let location = diagnostic.location {
      var place: JSONObject = ["file": .string(location.file), "line": .integer(Int64(location.line))]
      place["column"] = location.column.map { .integer(Int64($0)) }
      object["location"] = .object(place)
    }
    return .object(object)
  }
}
