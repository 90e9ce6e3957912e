import CofreCatalog
import CofreProject
import CofreSchema

/// Ids that nobody has filled in, as tutorials have them: who allows them may try such a script in the sandbox.
enum Placeholders {
  /// The codes of checks whose being allowed says so: who lets the secrets of a tutorial stand lets its ids stand.
  static let codes: Set = ["placeholder-value", "hard-coded-secret"]

  static func areAllowed(by project: Project, and codes: [String]) -> Bool {
    !Self.codes.isDisjoint(with: project.allowed + codes)
  }

  /// A type of the catalog that takes any text where a UUID is wanted.
  static func resourceType(_ name: String) -> ResourceType? {
    guard var type = Catalog.resourceType(name) else { return nil }
    type.inputs = type.inputs.map(takingPlaceholders)
    return type
  }

  private static func takingPlaceholders(_ property: Property) -> Property {
    var property = property
    property.constraints.removeAll { $0 == .format(.uuid) }
    property.kind = takingPlaceholders(property.kind)
    return property
  }

  private static func takingPlaceholders(_ kind: PropertyKind) -> PropertyKind {
    switch kind {
    case .array(let element): .array(of: takingPlaceholders(element))
    case .map(let element): .map(of: takingPlaceholders(element))
    case .object(let members): .object(members.map(takingPlaceholders))
    case .string, .integer, .number, .boolean, .any: kind
    }
  }
}
