/// What a function takes and answers.
struct FunctionShape: Sendable, Hashable {
  struct Parameter: Sendable, Hashable {
    /// `...` for all further arguments.
    var name: String
    /// Nil when nothing is said of it.
    var type: LuaType?
    var isOptional = false
    var documentation: String?

    var isVariadic: Bool { name == "..." }
    /// What may be given, nothing included where it may be left out.
    var accepted: LuaType { isOptional ? (type ?? .unknown).optional : type ?? .unknown }
  }

  struct Result: Sendable, Hashable {
    var name: String?
    var type: LuaType
    var documentation: String?
  }

  struct TypeParameter: Sendable, Hashable {
    var name: String
    var constraint: LuaType?
  }

  var parameters: [Parameter] = []
  /// Nil when no annotation says: then the body shows it.
  var results: [Result]?
  var generics: [TypeParameter] = []
  /// Other ways of calling it, without overloads of their own.
  var overloads: [FunctionShape] = []
  /// Whether it is written with a colon, so that a parameter `self` comes first that is not among the parameters.
  var isMethod = false
  var isAsync = false
  /// The body of a function that is written out.
  var body: CodePlace?
  var notes: Notes?

  /// What its documentation says, shared by all copies.
  final class Notes: Sendable, Hashable {
    let documentation: String?
    let isDeprecated: Bool
    let isNodiscard: Bool
    /// What `@see` names.
    let related: [String]

    init(documentation: String?, isDeprecated: Bool, isNodiscard: Bool, related: [String]) {
      self.documentation = documentation
      self.isDeprecated = isDeprecated
      self.isNodiscard = isNodiscard
      self.related = related
    }

    static func == (one: Notes, other: Notes) -> Bool { one === other }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
  }

  /// The function and its overloads, each without any.
  var ways: [FunctionShape] {
    var plain = self
    plain.overloads = []
    return [plain]
      + overloads.map {
        var way = $0
        way.notes = way.notes ?? notes
        return way
      }
  }

  var isDeprecated: Bool { notes?.isDeprecated ?? false }
  var isNodiscard: Bool { notes?.isNodiscard ?? false }
}
