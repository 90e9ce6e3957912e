/// Turns values into the form that state keeps, and back.
///
/// The engine needs it and must not know keys: the implementation belongs to the state.
package protocol Sealer: Sendable {
  /// The keyed digest of a sensitive input at a place of a resource.
  func digest(_ value: Sensitive, urn: URN, path: PropertyPath) throws -> Digest

  /// The ciphertext of a sensitive output at a place of a resource.
  func seal(_ value: Sensitive, urn: URN, path: PropertyPath) throws -> Ciphertext

  /// Opens what ``seal(_:urn:path:)`` made; throws when key, place or bytes are not the same.
  func open(_ ciphertext: Ciphertext, urn: URN, path: PropertyPath) throws -> Sensitive
}

extension Sealer {
  /// The inputs with every sensitive leaf replaced by its digest.
  ///
  /// Unknown leaves stay.
  package func sealInputs(_ inputs: [String: Value], urn: URN) throws -> [String: Value] {
    try mapLeaves(of: inputs) { leaf, path in
      guard case .sensitive(let sensitive) = leaf else { return leaf }
      return .digest(try digest(sensitive, urn: urn, path: path))
    }
  }

  /// The outputs with every sensitive leaf encrypted.
  package func sealOutputs(_ outputs: [String: Value], urn: URN) throws -> [String: Value] {
    try mapLeaves(of: outputs) { leaf, path in
      guard case .sensitive(let sensitive) = leaf else { return leaf }
      return .ciphertext(try seal(sensitive, urn: urn, path: path))
    }
  }

  /// The outputs with every encrypted leaf opened; digests stay, for nothing can open them.
  package func openOutputs(_ outputs: [String: Value], urn: URN) throws -> [String: Value] {
    try mapLeaves(of: outputs) { leaf, path in
      guard case .ciphertext(let ciphertext) = leaf else { return leaf }
      return .sensitive(try open(ciphertext, urn: urn, path: path))
    }
  }

  private func mapLeaves(
    of properties: [String: Value], _ transform: (Value, PropertyPath) throws -> Value
  ) throws -> [String: Value] {
    var result: [String: Value] = [:]
    result.reserveCapacity(properties.count)
    for (name, value) in properties { result[name] = try value.mapLeaves(at: PropertyPath(name), transform) }
    return result
  }
}
