import CofreSettings
import Foundation
import Testing

/// docs/settings.md and what the settings files may say.
struct SettingsPageTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/settings.md")

  /// The keys in the first column of the table below a heading.
  private static func keys(below heading: String) throws -> [String] {
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) })
    return section.split(separator: "\n").compactMap { line in
      line.hasPrefix("| `") ? line.dropFirst(3).split(separator: "`").first.map(String.init) : nil
    }
  }

  @Test(arguments: [("Cofre.yaml", SettingsFileKind.project), ("Cofre.STACK.yaml", .stack("dev"))])
  func thePageHasTheKeysAndNoOthers(heading: String, kind: SettingsFileKind) throws {
    let known = SettingsSchema.keys(of: kind).flatMap { key in
      key.members.isEmpty ? [key.name] : key.members.map { "\(key.name).\($0.name)" }
    }
    #expect(try Self.keys(below: heading).sorted() == known.sorted())
  }
}
