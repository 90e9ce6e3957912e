import CofreAnalysis
import LuaSyntax
import Testing

/// A script with places marked by emoji: `1️⃣`, `2️⃣`, … are taken out, and their offsets kept.
struct Marked {
  var text: String
  var offsets: [String: Int] = [:]

  static let markers = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣"]

  init(_ marked: String) {
    text = ""
    for character in marked {
      if Self.markers.contains(String(character)) {
        offsets[String(character)] = text.utf8.count
      } else {
        text.append(character)
      }
    }
  }

  func offset(_ marker: String = "1️⃣") throws -> Int { try #require(offsets[marker], "no marker \(marker)") }

  /// The range between two markers.
  func range(_ from: String, _ to: String) throws -> Range<Int> { try offset(from)..<offset(to) }

  func analysis(_ workspace: WorkspaceContext = WorkspaceContext()) -> DocumentAnalysis {
    DocumentAnalysis(ScriptText(text), in: workspace)
  }

  /// The text with edits applied.
  func applying(_ edits: [Edit]) -> String {
    var bytes = Array(text.utf8)
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The modules that most scripts begin with.
let modules = """
  local cofre = require "cofre"
  local aws = require "cofre.aws"
  local azure = require "cofre.azure"
  local gcp = require "cofre.gcp"
  local config = cofre.config()

  """

extension WorkspaceContext {
  /// A project with these files beside the one that is asked about, by the names under which they are required.
  init(modules: [String: String]) {
    let files = modules.map { name, text in
      (name, ProjectFile(path: "/p/\(name.split(separator: ".").joined(separator: "/")).lua", text: ScriptText(text)))
    }
    self.init(surroundings: Surroundings(files: files.map(\.1), modules: Dictionary(uniqueKeysWithValues: files)))
  }
}

let configured = WorkspaceContext(configurationKeys: [
  .init("api_key", isSecret: true, origin: "Cofre.dev.yaml"), .init("tenant_id", origin: "Cofre.dev.yaml"),
])
