import LuaSyntax

extension CandidateList {
  /// Cofre's modules that the file has not required: taking one adds its `require` at the top.
  mutating func addModulesToRequire(rank: Int) {
    guard !replaceRange.isEmpty else { return }
    let first = facts.file.source[replaceRange.lowerBound]
    let missing = (["cofre"] + facts.workspace.catalog.clouds).filter { name in
      name.utf8.first == first && !facts.bindings.contains { $0.name == name }
        && facts.globals[name]?.isAssigned != true
    }
    guard !missing.isEmpty, let (offset, prefix, suffix) = placeForRequire else { return }
    for name in missing {
      let module = name == "cofre" ? name : "cofre.\(name)"
      add(
        name, .module, rank: rank, detail: "adds require \"\(module)\"",
        additionalEdits: [Edit(offset..<offset, "\(prefix)local \(name) = require \"\(module)\"\(suffix)")])
    }
  }

  /// Behind the last `require` that the file begins with, or before its first statement, and what goes around one there.
  ///
  /// Nil where it would touch the word that is being written.
  private var placeForRequire: (offset: Int, prefix: String, suffix: String)? {
    let file = facts.file
    var last: Range<Int>?
    var first: Int?
    for statement in file.block.statements {
      if first == nil { first = statement.range.lowerBound }
      guard case .local(let local) = statement, local.values.contains(where: isRequire) else { break }
      last = statement.range
    }
    let line = file.lines.range(ofLine: file.lines.line(at: last?.upperBound ?? first ?? 0))
    let offset = last == nil ? line.lowerBound : line.upperBound
    guard offset < replaceRange.lowerBound else { return nil }
    let isCarriageReturn = line.upperBound < file.source.count && file.source[line.upperBound] == 13
    let lineEnd = isCarriageReturn ? "\r\n" : "\n"
    return last == nil ? (offset, "", lineEnd) : (offset, lineEnd, "")
  }

  private func isRequire(_ expression: Expression) -> Bool {
    guard case .call(let call) = expression, case .name(let name) = call.callee else { return false }
    return name.text == "require"
  }
}
