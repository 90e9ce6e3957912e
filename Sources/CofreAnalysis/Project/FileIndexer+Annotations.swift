import LuaSyntax

/// The names that annotations write: types, and what `@see` leads to.
extension FileIndexer {
  mutating func addAnnotations() {
    guard file.comments.contains(where: { $0.kind != .lineComment }) else { return }
    let comments = facts.types.comments
    let parameters = DocumentedNames.parameters(in: comments)
    var functions: [String: SymbolKey]?
    for annotation in comments.lazy.flatMap(\.annotations) {
      if let name = annotation.content.declaredType { declare(name) }
      switch annotation.content {
      case .class(let found): for parent in found.parents { addTypes(in: parent, parameters) }
      case .see(let name):
        let known = functions ?? functionKeys
        functions = known
        addTarget(name, known)
      default: break
      }
      for type in DocumentedNames.types(of: annotation.content) { addTypes(in: type, parameters) }
    }
  }

  private mutating func declare(_ name: AnnotatedName) {
    if name.range.isEmpty { return }
    index.declaresForAll = true
    index.symbols.append(FileIndex.Symbol(name: name.text, kind: .type, range: name.range))
    record(SymbolKey(root: .type(name.text)), name.range, .write)
  }

  private mutating func addTypes(in type: TypeExpression, _ parameters: Set<String>) {
    DocumentedNames.visit(type) { name, range in
      guard !name.isEmpty, !DocumentedNames.builtIn.contains(name), !parameters.contains(name) else { return }
      record(SymbolKey(root: .type(name)), range, [])
    }
  }

  /// What `@see` names is a function of the file, a member of something that the file has required, or else a type.
  private mutating func addTarget(_ name: AnnotatedName, _ functions: [String: SymbolKey]) {
    guard !name.range.isEmpty, name.text.utf8.count == name.range.count else { return }
    let parts = name.text.split { $0 == "." || $0 == ":" }.map(String.init)
    guard let last = parts.last else { return }
    let lastRange = name.range.upperBound - last.utf8.count..<name.range.upperBound
    if let function = functions[parts.joined(separator: ".")] { return record(function, lastRange, []) }
    if parts.count > 1, let number = facts.visibleBinding(named: parts[0], at: name.range.lowerBound),
      var key = keys[number]
    {
      for part in parts.dropFirst() {
        guard let member = key.member(part) else { return }
        key = member
      }
      return record(key, lastRange, [])
    }
    record(SymbolKey(root: .type(name.text)), name.range, [])
  }

  /// The functions of the file by their names, with dots in place of colons.
  private var functionKeys: [String: SymbolKey] {
    Dictionary(
      index.functions.map { ($0.name.replacing(":", with: "."), $0.key) }, uniquingKeysWith: { first, _ in first })
  }
}
