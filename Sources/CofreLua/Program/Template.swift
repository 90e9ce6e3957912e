import CofreModel

/// A value in which outputs may stand that have no value yet: what a script hands over.
indirect enum Template {
  case value(Value)
  case output(OutputID)
  case array([Template])
  case object([String: Template])

  /// Every output in it, each as often as it stands there.
  func forEachOutput(_ body: (OutputID) throws -> Void) rethrows {
    switch self {
    case .value: break
    case .output(let id): try body(id)
    case .array(let elements): for element in elements { try element.forEachOutput(body) }
    case .object(let members): for member in members.values { try member.forEachOutput(body) }
    }
  }

  /// The value with each output replaced by what `lookup` says.
  func resolved(_ lookup: (OutputID) -> Value) -> Value {
    switch self {
    case .value(let value): return value
    case .output(let id): return lookup(id)
    case .array(let elements): return .array(elements.map { $0.resolved(lookup) })
    case .object(let members): return .object(members.mapValues { $0.resolved(lookup) })
    }
  }
}

/// An output's place in the ``OutputGraph``.
typealias OutputID = Int

/// A resource's place in the order of declarations.
typealias ResourceIndex = Int
