package import CofreModel

/// One property of a resource type, every flag beside it.
package struct Property: Sendable {
  /// As scripts spell it: snake_case.
  package var name: String
  /// As the cloud's API spells it; the same as `name` unless said otherwise.
  package var wireName: String
  package var kind: PropertyKind
  /// One or more full sentences.
  package var doc: String

  package var isRequired = false
  /// A change replaces the resource.
  package var isCreateOnly = false
  /// Sent but never answered: a refresh keeps what we have.
  package var isWriteOnly = false
  /// Never shown, kept as a digest.
  package var isSensitive = false
  /// Managed by Cofre alone: the cloud never sees it, a change calls nothing.
  package var isLocal = false
  /// May change whenever the resource is updated, so that a preview of an update cannot know it.
  package var isVolatile = false
  /// What to use instead; nil when the property is not deprecated.
  package var deprecation: String?
  package var defaultValue: Value?
  package var constraints: [Constraint] = []
  /// Texts that the cloud is known to take for it, or for the elements of a list; it may take others as well.
  package var knownValues: [String] = []
  /// Names of properties, beside this one, of which none may be given with it.
  package var conflictsWith: [String] = []
  /// Names of properties, this one among them, of which exactly one must be given.
  package var exactlyOneOf: [String] = []
  /// What the value usually is: an output of another resource.
  package var reference: Reference?
  /// How a name is made up when the script gives none.
  package var autoName: AutoName?
  /// Spellings of one meaning, so that they are no change.
  package var normalization: Normalization?

  package struct Reference: Sendable, Equatable {
    package var type: String
    package var property: String
  }
}

/// What kind of value a property takes.
package indirect enum PropertyKind: Sendable {
  case string
  case integer
  case number
  case boolean
  case array(of: PropertyKind)
  /// Any member names, all values of one kind.
  case map(of: PropertyKind)
  case object([Property])
  case any

  /// The properties of an object, or of the objects in a list or map; empty for other kinds.
  package var members: [Property] {
    switch self {
    case .object(let properties): return properties
    case .array(let element), .map(let element): return element.members
    default: return []
    }
  }

  /// The kind in a user's words.
  package var phrase: String {
    switch self {
    case .string: return "a string"
    case .integer: return "an integer"
    case .number: return "a number"
    case .boolean: return "true or false"
    case .array: return "a list"
    case .map: return "a table of names and values"
    case .object: return "a table"
    case .any: return "a value"
    }
  }
}

/// How to make up a cloud name: the logical name, a hyphen and hexadecimal digits, cut to fit.
package struct AutoName: Sendable, Equatable {
  package var maximumLength: Int
  /// Digits after the hyphen.
  package var suffixLength: Int
  package var isLowercase: Bool
  /// Characters beside ASCII letters and digits that the cloud allows; any other becomes a hyphen, or goes when even a
  /// hyphen is not allowed.
  package var allowedPunctuation: String

  package init(
    maximumLength: Int, suffixLength: Int = 7, isLowercase: Bool = false, allowedPunctuation: String = "-_"
  ) {
    self.maximumLength = maximumLength
    self.suffixLength = suffixLength
    self.isLowercase = isLowercase
    self.allowedPunctuation = allowedPunctuation
  }

  /// The name for a logical name; `digits` are hexadecimal, at least ``suffixLength`` of them.
  package func name(for logicalName: String, digits: String) -> String {
    let separator = allowedPunctuation.contains("-") ? "-" : ""
    var stem = ""
    for scalar in logicalName.unicodeScalars {
      let character = Character(scalar)
      if scalar.isASCII, character.isLetter || character.isNumber || allowedPunctuation.contains(character) {
        stem.append(character)
      } else {
        stem.append(separator)
      }
    }
    if isLowercase { stem = stem.lowercased() }
    while separator == "-", stem.contains("--") {
      stem = stem.split(separator: "-", omittingEmptySubsequences: true).joined(separator: "-")
    }
    while let first = stem.first, !first.isLetter { stem.removeFirst() }
    if stem.isEmpty { stem = "r" }
    stem = String(stem.prefix(maximumLength - suffixLength - separator.count))
    while stem.hasSuffix("-") { stem.removeLast() }
    return stem + separator + digits.prefix(suffixLength)
  }
}

/// Spellings that mean the same to the cloud.
package enum Normalization: String, Sendable {
  /// Upper and lower case mean the same.
  case caseInsensitive
  /// Azure locations: `East US`, `EastUS`, `eastus`.
  case azureLocation
  /// `https://host` and `https://host/`.
  case trailingSlash
  /// Order does not matter.
  case unordered

  /// The spelling by which two values are compared.
  package func canonical(_ value: Value) -> Value {
    switch (self, value) {
    case (.caseInsensitive, .string(let text)): return .string(text.lowercased())
    case (.azureLocation, .string(let text)): return .string(text.lowercased().filter { $0 != " " })
    case (.trailingSlash, .string(let text)): return .string(text.hasSuffix("/") ? String(text.dropLast()) : text)
    case (.unordered, .array(let elements)): return .array(elements.sorted { "\($0)" < "\($1)" })
    default: return value
    }
  }
}
