import LuaSyntax

/// A class as one of a hierarchy.
package struct ClassItem: Sendable, Hashable {
  package var name: String
  /// Where it is declared first.
  package var location: LocationItem
}

extension DocumentAnalysis {
  /// The class whose name in an annotation, or an instance of which in a variable, is at an offset; nil elsewhere.
  package func classItem(at offset: Int) -> ClassItem? {
    if let name = facts.typeName(at: offset) { return classItem(named: name) }
    guard let (subject, range) = facts.subject(at: offset), case .binding(let index) = subject,
      case .named(let name, _) = TypeInquiry(facts).type(ofBinding: index, at: range).withoutNil
    else { return nil }
    return classItem(named: name)
  }

  /// The classes that a class says it is made from, in its order.
  package func supertypes(of name: String) -> [ClassItem] {
    guard case .class(let parts)? = facts.definition(ofType: name) else { return [] }
    var seen: Set<String> = [name]
    return parts.flatMap(\.parents).compactMap { parent in
      guard case .named(let parent, _) = parent, seen.insert(parent).inserted else { return nil }
      return classItem(named: parent)
    }
  }

  /// The classes that say they are made from a class, in this file and in all others.
  package func subtypes(of name: String) -> [ClassItem] {
    var seen: Set<String> = [name]
    var items: [ClassItem] = []
    for text in [text] + workspace.surroundings.files.map(\.text) {
      for declaration in text.summary.classes where declaration.parents.contains(where: { $0.isNamed(name) }) {
        if seen.insert(declaration.name).inserted, let item = classItem(named: declaration.name) { items.append(item) }
      }
    }
    return items
  }

  private func classItem(named name: String) -> ClassItem? {
    guard let location = facts.locations(ofType: name).first, facts.isClass(name) else { return nil }
    return ClassItem(name: name, location: location)
  }
}

extension LuaType {
  fileprivate func isNamed(_ name: String) -> Bool {
    guard case .named(name, _) = self else { return false }
    return true
  }
}
