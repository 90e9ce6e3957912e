import CofreSchema

extension DocumentFacts {
  /// What a property begins with where it is added for someone, with all that it requires in turn.
  ///
  /// A property that refers to a resource takes the only one in sight. What takes several lines is indented as a field in a
  /// line that begins with `indent`.
  func startingValue(
    of property: Property, at offset: Int, indent: String, newline: String, depth: Int = 0
  ) -> String {
    if let reference = referenceInSight(for: property, at: offset) { return reference }
    guard case .object(let members) = property.kind, depth < 4 else { return property.emptyValue }
    let required = members.filter(\.isNeeded)
    if required.isEmpty { return property.emptyValue }
    let inner = indent + "  "
    let fields = required.map { member in
      let value = startingValue(of: member, at: offset, indent: inner, newline: newline, depth: depth + 1)
      return "\(member.name) = \(value)"
    }
    if required.count == 1, required[0].kind.isScalar { return "{ \(fields[0]) }" }
    return "{\(newline)" + fields.map { "\(inner)\($0),\(newline)" }.joined() + "\(indent)}"
  }

  /// The output of the resource that a property is to refer to, where there is but one of its type.
  func referenceInSight(for property: Property, at offset: Int) -> String? {
    guard let reference = property.reference else { return nil }
    let names = visibleBindings(at: offset).compactMap { index -> String? in
      guard case .handle(let other) = bindings[index].value, declarations[other].type.name == reference.type,
        !isInside(offset, other)
      else { return nil }
      return "\(bindings[index].name).\(reference.property)"
    }
    return names.count == 1 ? names[0] : nil
  }
}
