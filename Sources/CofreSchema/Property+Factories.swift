package import CofreModel

extension Property {
  /// A flag or rule at a property.
  package enum Trait: Sendable {
    case required
    case createOnly
    case writeOnly
    case sensitive
    case local
    case volatile
    case deprecated(String)
    case defaultValue(Value)
    /// The name in the cloud's API.
    case wire(String)
    case constraint(Constraint)
    /// Texts that the cloud takes, and to which it may add; for a list those of its elements.
    case known([String])
    case conflicts(with: [String])
    case exactlyOne(of: [String])
    case reference(to: String, property: String)
    case autoName(AutoName)
    case normalized(Normalization)

    package static func length(_ range: ClosedRange<Int>) -> Trait { .constraint(.length(range)) }
    package static func bytes(_ range: ClosedRange<Int>) -> Trait { .constraint(.bytes(range)) }
    package static func range(_ range: ClosedRange<Int64>, unit: Constraint.Unit = .none) -> Trait {
      .constraint(.range(range, unit: unit))
    }
    package static func zeroOr(_ range: ClosedRange<Int64>, unit: Constraint.Unit = .none) -> Trait {
      .constraint(.zeroOr(range, unit: unit))
    }
    package static func count(_ range: ClosedRange<Int>) -> Trait { .constraint(.count(range)) }
    package static func oneOf(_ values: String...) -> Trait { .constraint(.oneOf(values)) }
    /// A POSIX extended regular expression that the whole text matches, and what it means in words.
    package static func pattern(_ expression: String, _ meaning: String) -> Trait {
      .constraint(.pattern(expression, meaning: meaning))
    }
    package static func format(_ format: Constraint.Format) -> Trait { .constraint(.format(format)) }
  }

  package static func string(_ name: String, _ traits: Trait..., doc: String) -> Property {
    Property(name, .string, traits, doc: doc)
  }

  package static func integer(_ name: String, _ traits: Trait..., doc: String) -> Property {
    Property(name, .integer, traits, doc: doc)
  }

  package static func number(_ name: String, _ traits: Trait..., doc: String) -> Property {
    Property(name, .number, traits, doc: doc)
  }

  package static func boolean(_ name: String, _ traits: Trait..., doc: String) -> Property {
    Property(name, .boolean, traits, doc: doc)
  }

  package static func array(_ name: String, of kind: PropertyKind, _ traits: Trait..., doc: String) -> Property {
    Property(name, .array(of: kind), traits, doc: doc)
  }

  package static func map(_ name: String, of kind: PropertyKind, _ traits: Trait..., doc: String) -> Property {
    Property(name, .map(of: kind), traits, doc: doc)
  }

  package static func object(
    _ name: String, _ properties: [Property], _ traits: Trait..., doc: String
  ) -> Property {
    Property(name, .object(properties), traits, doc: doc)
  }

  package static func any(_ name: String, _ traits: Trait..., doc: String) -> Property {
    Property(name, .any, traits, doc: doc)
  }

  private init(_ name: String, _ kind: PropertyKind, _ traits: [Trait], doc: String) {
    self.name = name
    self.wireName = name
    self.kind = kind
    self.doc = doc
    for trait in traits { apply(trait) }
  }

  private mutating func apply(_ trait: Trait) {
    switch trait {
    case .required: isRequired = true
    case .createOnly: isCreateOnly = true
    case .writeOnly: isWriteOnly = true
    case .sensitive: isSensitive = true
    case .local: isLocal = true
    case .volatile: isVolatile = true
    case .deprecated(let instead): deprecation = instead
    case .defaultValue(let value): defaultValue = value
    case .wire(let name): wireName = name
    case .constraint(let constraint): constraints.append(constraint)
    case .known(let values): knownValues = values
    case .conflicts(let names): conflictsWith = names
    case .exactlyOne(let names): exactlyOneOf = names
    case .reference(let type, let property): reference = Reference(type: type, property: property)
    case .autoName(let rule): autoName = rule
    case .normalized(let normalization): self.normalization = normalization
    }
  }
}
