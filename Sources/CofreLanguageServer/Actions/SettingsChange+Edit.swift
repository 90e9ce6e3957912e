import CofreAnalysis

extension SettingsChange {
  /// The edit that makes the new text of the old one: of whole lines, from the first that differs to the last.
  var edit: Edit {
    let old = old ?? []
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    while start > 0, old[start - 1] != 10 { start -= 1 }
    var tail = 0
    while tail < min(old.count, new.count) - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    while tail > 0, old.count - tail > start, old[old.count - tail - 1] != 10 { tail -= 1 }
    while tail > 0, new.count - tail > start, new[new.count - tail - 1] != 10 { tail -= 1 }
    return Edit(start..<(old.count - tail), String(decoding: new[start..<(new.count - tail)], as: UTF8.self))
  }
}
