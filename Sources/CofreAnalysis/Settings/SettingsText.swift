package import CofreSettings
package import LuaSyntax

/// The text of a settings file and what is known from it alone, each part computed when it is first asked for.
///
/// It never changes: an edit makes another one.
package final class SettingsText: Sendable {
  package let bytes: [UInt8]
  private let cachedOutline = Once<SettingsOutline>()
  private let cachedLines = Once<LineTable>()

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var outline: SettingsOutline { cachedOutline.value { SettingsOutline(bytes) } }
  package var lines: LineTable { cachedLines.value { LineTable(bytes) } }
}

/// A settings file of a project.
package struct SettingsFile: Sendable {
  package var path: String
  package var kind: SettingsFileKind
  package var text: SettingsText

  package init(path: String, kind: SettingsFileKind, text: SettingsText) {
    self.path = path
    self.kind = kind
    self.text = text
  }

  package var stack: String? {
    guard case .stack(let stack) = kind else { return nil }
    return stack
  }
}
