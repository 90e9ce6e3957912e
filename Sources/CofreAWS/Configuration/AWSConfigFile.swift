import CofreProvider

/// A shared config or credentials file: sections of settings, some of which are groups of settings themselves.
package struct AWSConfigFile: Sendable, Equatable {
  package struct Section: Sendable, Equatable {
    /// By lower-case name.
    package var settings: [String: String] = [:]
    /// Settings that are indented below another: by the name of that one, then by their own.
    package var groups: [String: [String: String]] = [:]
  }

  /// By the text between the brackets, white space normalised and quotes taken away: `default`, `profile dev`.
  package private(set) var sections: [String: Section] = [:]

  package static let empty = AWSConfigFile()

  private init() {}

  /// Reads a file; `path` is for the message of the error.
  package init(parsing text: String, path: String) throws {
    var sectionName: String?
    var settingName: String?
    for (index, rawLine) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = Self.trimmed(rawLine)
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      func fail(_ what: String) -> ProviderError {
        ProviderError(
          .notConfigured, "Line \(index + 1) of \(path) \(what).",
          hint: "Correct the line; a section looks like [default] and a setting like region = us-west-2.")
      }
      if line.hasPrefix("[") {
        guard let end = line.firstIndex(of: "]") else { throw fail("has no closing bracket") }
        let words = line[line.index(after: line.startIndex)..<end].split { $0 == " " || $0 == "\t" }
        guard !words.isEmpty else { throw fail("names no section") }
        let name = words.joined(separator: " ").filter { $0 != "\"" && $0 != "'" }
        sectionName = name
        settingName = nil
        if sections[name] == nil { sections[name] = Section() }
        continue
      }
      guard let sectionName else { throw fail("stands before the first section") }
      let isIndented = rawLine.first == " " || rawLine.first == "\t"
      if isIndented, let settingName {
        // A line that is indented below a setting with a value goes on with that value, which none of ours does.
        guard sections[sectionName]?.settings[settingName]?.isEmpty == true else { continue }
        guard let (name, value) = Self.pair(line) else { throw fail("has no '='") }
        sections[sectionName]?.groups[settingName, default: [:]][name] = value
        continue
      }
      guard let (name, value) = Self.pair(line) else { throw fail("has no '='") }
      sections[sectionName]?.settings[name] = value
      settingName = name
    }
  }

  private static func pair(_ line: String) -> (name: String, value: String)? {
    guard let equals = line.firstIndex(of: "="), equals > line.startIndex else { return nil }
    return (trimmed(line[..<equals]).lowercased(), trimmed(line[line.index(after: equals)...]))
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    var rest = text.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return String(rest)
  }
}
