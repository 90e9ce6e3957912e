/// The keys and values of a settings file with their places, as far as they can be made out.
///
/// Reading never fails: it is for files that are being written. It knows the ways in which settings are written (block
/// mappings, lists, braces and brackets, quotes, comments) and takes the rest for text; whether a file is well-formed is
/// for the reader of YAML to say. It takes linear time.
package struct SettingsOutline: Sendable {
  /// In the order of the text; what stands below an entry comes after it.
  package let entries: [SettingsEntry]
  package let bytes: [UInt8]
  /// The comments, each with its `#`.
  package let comments: [Range<Int>]
  private let children: [Int: [Int]]

  package init(_ bytes: [UInt8]) {
    var reader = SettingsOutlineReader(bytes)
    reader.read()
    self.bytes = bytes
    entries = reader.entries
    comments = reader.comments
    children = Dictionary(grouping: reader.entries.indices) { reader.entries[$0].parent ?? -1 }
  }

  /// The indices of the entries at the top.
  package var top: [Int] { children[-1] ?? [] }

  /// The indices of the entries below one.
  package func members(of index: Int) -> [Int] { children[index] ?? [] }

  /// The entry at the top of a name; the first where there are several.
  package func index(_ key: String) -> Int? { top.first { entries[$0].key == key } }

  package func index(_ key: String, in parent: Int) -> Int? { members(of: parent).first { entries[$0].key == key } }

  /// The names from the top down to an entry.
  package func path(of index: Int) -> [String] {
    var path = [entries[index].key]
    var parent = entries[index].parent
    while let index = parent {
      path.append(entries[index].key)
      parent = entries[index].parent
    }
    return path.reversed()
  }

  /// The text of an entry at the top; nil where there is none.
  package func text(_ key: String) -> String? {
    guard let index = index(key), case .scalar(let text, _) = entries[index].content else { return nil }
    return text
  }

  /// The texts of a list at the top.
  package func texts(_ key: String) -> [String] {
    guard let index = index(key), case .list(let items) = entries[index].content else { return [] }
    return items.compactMap(\.text)
  }

  /// The entries of the section `config`.
  package var configuration: [Int] { index(SettingsSchema.config.name).map(members) ?? [] }

  /// Whether an entry is an encrypted value.
  package func isSecure(_ index: Int) -> Bool {
    let members = members(of: index)
    return members.count == 1 && entries[members[0]].key == SettingsSchema.secure
  }

  /// The innermost entry whose key or value an offset lies in or right behind.
  package func index(at offset: Int) -> Int? {
    // Entries are in the order of their keys, so the last that begins before the offset is the innermost, or follows it.
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].keyRange.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    var candidate = low > 0 ? low - 1 : nil
    while let index = candidate, offset > entries[index].range.upperBound { candidate = entries[index].parent }
    return candidate
  }
}
