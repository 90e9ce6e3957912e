package import CofreSettings
import LuaSyntax

/// Everything that can be said about one version of a settings file: plain data, with byte offsets into the file.
///
/// Like ``DocumentAnalysis`` it is immutable, answers every question whatever the text and the offset, and may be asked
/// from several tasks at once. Nothing that it says holds a value that is encrypted, or looks like a secret.
package final class SettingsAnalysis: Sendable {
  package let file: SettingsFile
  package let context: SettingsContext
  private let cachedDiagnostics = Once<[AnalysisDiagnostic]>()
  private let cachedUses = Once<[String: [ConfigurationUseItem]]>()

  package init(_ file: SettingsFile, in context: SettingsContext) {
    self.file = file
    self.context = context
  }

  package var outline: SettingsOutline { file.text.outline }

  /// All that is wrong with the file, in order of the ranges.
  package func diagnostics() -> [AnalysisDiagnostic] { cachedDiagnostics.value { checkedDiagnostics() } }

  /// The places in scripts at which each key is taken, those of libraries left out.
  var uses: [String: [ConfigurationUseItem]] { cachedUses.value { collectedUses() } }

  private func collectedUses() -> [String: [ConfigurationUseItem]] {
    var uses: [String: [ConfigurationUseItem]] = [:]
    for script in context.scripts.files where !script.isLibrary {
      for use in script.text.configurationUses {
        guard let key = use.key else { continue }
        uses[context.files.shortKey(key), default: []].append(ConfigurationUseItem(path: script.path, use: use))
      }
    }
    return uses
  }

  /// The keys of the file's schema below an entry, or at the top for nil.
  func keys(below parent: Int?) -> [SettingsKey] {
    guard let parent else { return SettingsSchema.keys(of: file.kind) }
    return key(of: parent)?.members ?? []
  }

  /// What the schema says of an entry; nil for the user's own keys and for unknown ones.
  func key(of index: Int) -> SettingsKey? {
    let entry = outline.entries[index]
    return keys(below: entry.parent).first { $0.name == entry.key }
  }

  /// The name of a configuration key, as scripts ask for it; nil for an entry that is none.
  func configurationKey(_ index: Int) -> String? {
    guard case .stack = file.kind, let parent = outline.entries[index].parent,
      parent == outline.index(SettingsSchema.config.name)
    else { return nil }
    return context.files.shortKey(outline.entries[index].key)
  }

  /// The place of a script below the project's folder, for people.
  func shownPath(_ path: String) -> String {
    path.hasPrefix(context.folder + "/") ? String(path.dropFirst(context.folder.count + 1)) : path
  }

  func line(of range: Range<Int>, in path: String) -> Int {
    (context.scripts.file(at: path)?.text.lines.line(at: range.lowerBound) ?? 0) + 1
  }
}

/// A use of a key in one of the scripts.
struct ConfigurationUseItem: Sendable {
  var path: String
  var use: ConfigurationUse
}
