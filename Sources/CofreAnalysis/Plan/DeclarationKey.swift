import CofreSchema
import LuaSyntax

/// What tells a declaration from the others of its file, and stays the same while the text around it changes.
package struct DeclarationKey: Sendable, Hashable {
  var type: String
  /// The first argument as it is written, which need not be a literal.
  var name: String
  /// Which of those with the same type and name it is, from the top of the file.
  var ordinal: Int
}

extension DocumentFacts {
  /// The keys of ``declarations``, in the same order.
  var declarationKeys: [DeclarationKey] {
    var counts: [DeclarationKey: Int] = [:]
    return declarations.map { declaration in
      var key = DeclarationKey(
        type: declaration.type.name, name: declaration.arguments.first?.text ?? "", ordinal: 0)
      let count = counts[key, default: 0]
      counts[key] = count + 1
      key.ordinal = count
      return key
    }
  }
}
