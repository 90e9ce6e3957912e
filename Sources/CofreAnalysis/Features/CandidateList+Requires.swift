import LuaSyntax

extension CandidateList {
  /// Cofre's modules and those of the project that the file has not required: taking one adds its `require` at the top.
  mutating func addModulesToRequire(rank: Int) {
    guard !replaceRange.isEmpty else { return }
    let first = facts.file.source[replaceRange.lowerBound]
    let missing = (["cofre"] + facts.workspace.catalog.clouds).filter { name in
      name.utf8.first == first && !facts.bindings.contains { $0.name == name }
        && facts.globals[name]?.isAssigned != true
    }
    var wanted = missing.map { (name: $0, module: $0 == "cofre" ? $0 : "cofre.\($0)") }
    wanted += projectModules(beginningWith: first).map { ($0.name, $0.module) }
    guard !wanted.isEmpty, let (offset, prefix, suffix) = placeForRequire else { return }
    for (name, module) in wanted {
      add(
        name, .module, rank: rank, detail: "adds require \"\(module)\"",
        additionalEdits: [Edit(offset..<offset, "\(prefix)local \(name) = require \"\(module)\"\(suffix)")])
    }
  }

  /// The modules of the project whose last name begins with a letter and is no variable of the file yet.
  private func projectModules(beginningWith first: UInt8) -> [(name: String, module: String)] {
    var found: [(name: String, module: String)] = []
    for module in facts.workspace.modules.keys where facts.workspace.modules[module]?.isLibrary == false {
      let name = module.split(separator: ".").last.map(String.init) ?? module
      guard name.utf8.first == first, name.isLuaName, !StandardLibrary.keywords.contains(name) else { continue }
      if facts.bindings.contains(where: { $0.name == name }) || StandardLibrary.globalNames.contains(name) { continue }
      found.append((name, module))
    }
    return found.sorted { $0.module < $1.module }
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
