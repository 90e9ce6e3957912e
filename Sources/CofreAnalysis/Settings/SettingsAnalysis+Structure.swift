import CofreSettings
import LuaSyntax

extension SettingsAnalysis {
  /// The outline: all keys.
  ///
  /// Of the configuration no values are shown, as they may be meant to stay among few.
  package func documentSymbols() -> [DocumentSymbolItem] { outline.top.map { symbol($0, depth: 0) } }

  private func symbol(_ index: Int, depth: Int) -> DocumentSymbolItem {
    let entry = outline.entries[index]
    var detail: String?
    if case .scalar(let text, _) = entry.content, file.kind == .project { detail = text }
    if outline.isSecure(index) { detail = "encrypted" }
    let hasMembers = entry.content == .section && !outline.isSecure(index) && depth < 8
    return DocumentSymbolItem(
      name: entry.key, detail: detail, kind: entry.content == .section && detail == nil ? .module : .export,
      range: entry.range, selectionRange: entry.keyRange,
      children: hasMembers ? outline.members(of: index).map { symbol($0, depth: depth + 1) } : [])
  }

  /// What can be folded away, in order; each spans more than one line.
  package func foldings() -> [FoldingItem] {
    let lines = file.text.lines
    func spansLines(_ range: Range<Int>) -> Bool {
      lines.line(at: range.lowerBound) < lines.line(at: range.upperBound)
    }
    var items = outline.entries.map { FoldingItem(range: $0.range, kind: .code) }.filter { spansLines($0.range) }
    var run: Range<Int>?
    for comment in outline.comments {
      let line = lines.line(at: comment.lowerBound)
      let isWholeLine = outline.bytes[lines.range(ofLine: line).lowerBound..<comment.lowerBound].allSatisfy { $0 == 32 }
      guard isWholeLine else { continue }
      if let open = run, line == lines.line(at: open.upperBound) + 1 {
        run = open.lowerBound..<comment.upperBound
        continue
      }
      if let open = run, spansLines(open) { items.append(FoldingItem(range: open, kind: .comment)) }
      run = comment
    }
    if let open = run, spansLines(open) { items.append(FoldingItem(range: open, kind: .comment)) }
    return items.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }

  /// The ranges by which a selection grows from an offset, each inside the next.
  package func selectionRanges(at offset: Int) -> [Range<Int>] {
    let whole = 0..<outline.bytes.count
    guard let index = outline.index(at: offset) else { return [whole] }
    var ranges: [Range<Int>] = []
    func add(_ range: Range<Int>) {
      if let last = ranges.last, last == range || !range.contains(last) { return }
      ranges.append(range)
    }
    let entry = outline.entries[index]
    if case .list(let items) = entry.content,
      let item = items.first(where: { $0.range.lowerBound <= offset && offset <= $0.range.upperBound })
    {
      add(item.range)
    }
    for range in [entry.keyRange, entry.valueRange] where range.lowerBound <= offset && offset <= range.upperBound {
      add(range)
      break
    }
    var next: Int? = index
    while let index = next {
      add(outline.entries[index].range)
      next = outline.entries[index].parent
    }
    add(whole)
    return ranges
  }

  /// The script that `main` names, and addresses in comments.
  package func links() -> [LinkItem] {
    var links = outline.comments.flatMap { LinkItem.addresses(in: outline.bytes, $0) }
    if let (range, path) = mainScript { links.append(LinkItem(range, .file(path), tooltip: "The main script")) }
    return links.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The main script of a `Cofre.yaml` where it exists, and where the file names it.
  var mainScript: (range: Range<Int>, path: String)? {
    guard file.kind == .project, let index = outline.index(SettingsSchema.main.name),
      case .scalar(let main, _) = outline.entries[index].content,
      let script = context.scripts.file(at: "\(context.folder)/\(main)")
    else { return nil }
    return (outline.entries[index].valueRange, script.path)
  }
}
