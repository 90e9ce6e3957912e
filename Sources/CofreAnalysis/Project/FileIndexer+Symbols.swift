import LuaSyntax

/// What people look for by its name.
extension FileIndexer {
  /// `module.service.Type("name", …)`: which modules have types is not known here, but types begin with a capital.
  mutating func addResource(_ call: CallExpression) {
    guard case .string(let literal)? = call.arguments.expressions.first, let type = key(of: call.callee),
      case .module(let module) = type.root, let initial = type.name.utf8.first, (65...90).contains(initial)
    else { return }
    // All of Cofre's modules are in one, whose name says nothing about a type.
    let prefix = module.hasPrefix("cofre.") ? String(module.dropFirst("cofre.".count)) : module
    index.symbols.append(
      FileIndex.Symbol(
        name: String(decoding: literal.value, as: UTF8.self), container: "\(prefix).\(type.path)", kind: .resource,
        range: literal.range, module: module))
  }

  /// Adds functions, globals and fields of modules to the types that are there; puts all in order.
  mutating func addSymbols() {
    var functionEnds: Set<Int> = []
    for function in index.functions {
      functionEnds.insert(function.nameRange.upperBound)
      let parts = function.name.split { $0 == "." || $0 == ":" }
      let container = parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil
      index.symbols.append(
        FileIndex.Symbol(
          name: String(parts.last ?? ""), container: container, kind: container == nil ? .function : .method,
          range: function.nameRange))
    }
    for (key, uses) in index.uses {
      if let name = key.globalName, uses.contains(where: \.isWrite) { index.assignedGlobals.append(name) }
      if case .global(let root) = key.root, StandardLibrary.globalNames.contains(root), uses.contains(where: \.isWrite)
      {
        index.changedLibrary.insert(key.path.isEmpty ? root : "\(root).\(key.path)")
      }
      let isGlobal = key.isGlobal
      guard isGlobal || key.isFieldOfOwnModule, let use = uses.first(where: \.isWrite) else { continue }
      if isGlobal { index.declaresForAll = true }
      guard !functionEnds.contains(use.range.upperBound) else { continue }
      index.symbols.append(FileIndex.Symbol(name: key.name, kind: isGlobal ? .global : .field, range: use.range))
    }
    index.symbols.sort { ($0.range.lowerBound, $0.name) < ($1.range.lowerBound, $1.name) }
  }
}

extension SymbolKey {
  fileprivate var isGlobal: Bool {
    guard case .global = root else { return false }
    return path.isEmpty
  }

  /// The global that it is; `_G.name` is one as well.
  fileprivate var globalName: String? {
    guard case .global(let name) = root else { return nil }
    if path.isEmpty { return name }
    return name == "_G" && !path.contains(".") ? path : nil
  }

  fileprivate var isFieldOfOwnModule: Bool { root == .ownModule && !path.isEmpty && !path.contains(".") }
}
