import CofreModel
import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// The hints of some kinds whose places lie in a range, in order.
  package func inlayHints(in range: Range<Int>, _ kinds: InlayHintKinds = .all) -> [InlayHintItem] {
    var hints: [InlayHintItem] = []
    if kinds.contains(.defaults) { hints += defaultHints(in: range) }
    if kinds.contains(.parameters) { hints += parameterHints(in: range) }
    if kinds.contains(.types) { hints += typeHints(in: range) + callbackHints(in: range) }
    return hints.sorted { $0.offset < $1.offset }
  }

  /// There is one at each properties table that leaves out properties with a default that matters: what will be taken.
  private func defaultHints(in range: Range<Int>) -> [InlayHintItem] {
    var hints: [InlayHintItem] = []
    for declaration in facts.declarations {
      guard let table = declaration.properties, table.isClosed else { continue }
      let place = placeOfDefaults(in: table)
      guard range.contains(place) else { continue }
      let given = Set(table.fields.compactMap(\.stringKey))
      let defaults = declaration.type.inputs.filter { !given.contains($0.name) && $0.hasDefaultThatMatters }
      guard !defaults.isEmpty else { continue }
      let shown = defaults.prefix(3).map { "\($0.name) = \($0.defaultValue.flatMap(ValueSnippet.literal) ?? "")" }
      hints.append(
        InlayHintItem(
          offset: place, label: shown.joined(separator: ", ") + (defaults.count > 3 ? ", …" : ""), kind: .value,
          tooltip: defaults.map { "`\($0.name)`: \($0.doc)" }.joined(separator: "\n\n")))
    }
    return hints
  }

  /// Before the closing brace; when that begins a line, behind the line above it.
  private func placeOfDefaults(in table: TableConstructor) -> Int {
    let brace = table.range.upperBound - 1
    var place = brace
    while place > table.range.lowerBound, [9, 10, 13, 32].contains(file.source[place - 1]) { place -= 1 }
    return file.source[place..<brace].contains(10) ? place : brace
  }
}

extension Property {
  /// Whether there is a default that is more than the absence of something.
  fileprivate var hasDefaultThatMatters: Bool {
    switch defaultValue {
    case nil, .bool(false)?, .null?: return false
    case .array(let elements)?: return !elements.isEmpty
    case .object?: return false
    default: return defaultValue.flatMap(ValueSnippet.literal) != nil
    }
  }
}
