import Foundation

/// A command script: what a user types and what must come of it.
///
/// ScenarioRunner says what the verbs mean.
struct Scenario: CustomStringConvertible, Sendable {
  struct Line: Sendable {
    var number: Int
    var isNegated: Bool
    var verb: String
    var words: [String]
  }

  var name: String
  var lines: [Line]
  var files: [String: String]

  var description: String { name }

  struct Malformed: Error { var message: String }

  static let all: [Scenario] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scenarios")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
      $0.hasSuffix(".txt")
    }
    return names.sorted().map { name in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return Scenario(name: String(name.dropLast(4)), parsing: text)
    }
  }()

  /// Lines of verbs and words, `#` comments, then files, each after a line `-- name --`.
  init(name: String, parsing text: String) {
    self.name = name
    lines = []
    files = [:]
    var file: String?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        file = String(line.dropFirst(3).dropLast(3))
        files[file!] = ""
      } else if let file {
        files[file]! += line + "\n"
      } else if !line.trimmingCharacters(in: .whitespaces).isEmpty, !line.hasPrefix("#") {
        var words = Self.words(String(line))
        let isNegated = words.first == "!"
        if isNegated { words.removeFirst() }
        lines.append(
          Line(number: index + 1, isNegated: isNegated, verb: words.first ?? "", words: Array(words.dropFirst())))
      }
    }
    // The newline that ends the last file's last line is there already.
    for (name, text) in files where text.hasSuffix("\n\n") { files[name] = String(text.dropLast()) }
  }

  /// Words between spaces; single quotes keep what is between them as it is, and '' is a quote.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var characters = Array(line)[...]
    while let character = characters.popFirst() {
      if isQuoted {
        if character == "'" {
          if characters.first == "'" {
            characters.removeFirst()
            word? += "'"
          } else {
            isQuoted = false
          }
        } else {
          word?.append(character)
        }
      } else if character == "'" {
        isQuoted = true
        word = word ?? ""
      } else if character == " " {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}
