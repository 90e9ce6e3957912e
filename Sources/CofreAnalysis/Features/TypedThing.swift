import LuaSyntax

/// What types tell of the thing that somebody points at.
struct TypedThing {
  var name: String
  /// `local`, `parameter`, `global`, `field`, `method`.
  var word: String
  var type: LuaType
  /// Where it is declared, annotations first.
  var places: [DeclarationPlace] = []
  var documentation: String?
  var isDeprecated = false
  var owner: String?
}

extension DocumentFacts {
  /// The field, method, key or global that a subject is, as far as types tell; nil when they do not.
  func typedThing(_ subject: Subject, _ inquiry: TypeInquiry) -> TypedThing? {
    switch subject {
    case .binding, .text: return nil
    case .global(let name):
      guard globals[name]?.isAssigned != true, let declared = workspace.surroundings.types.global(name) else {
        return nil
      }
      return TypedThing(
        name: name, word: "global", type: inquiry.expanded(declared.type), places: [declared.place],
        documentation: declared.documentation)
    case .member(let member, let name):
      let object = inquiry.type(of: member.object)
      let narrowed = inquiry.type(of: .member(member))
      return inquiry.member(name.text, of: object).map {
        TypedThing($0, "field", narrowed == .unknown ? $0.type : narrowed, prefix: member.object.text)
      }
    case .method(let call, let name):
      return inquiry.member(name.text, of: inquiry.type(of: call.receiver)).map {
        TypedThing($0, "method", $0.type, prefix: nil)
      }
    case .key(let name, let table):
      guard let type = inquiry.expectedType(of: table.node) else { return nil }
      return inquiry.member(name.text, of: inquiry.expanded(type).withoutNil).map {
        TypedThing($0, "field", $0.type, prefix: nil)
      }
    }
  }

  /// What somebody points at and types tell of, in Markdown; nil when they tell nothing.
  func typedDescription(of subject: Subject, at range: Range<Int>) -> String? {
    let inquiry = TypeInquiry(self)
    if case .binding(let index) = subject { return description(ofBinding: index, at: range, inquiry) }
    guard let thing = typedThing(subject, inquiry) else { return nil }
    if case .known(let value) = thing.type, thing.places.isEmpty, value.kind.isCofres { return nil }
    return description(of: thing, inquiry)
  }

  private func description(ofBinding index: Int, at range: Range<Int>, _ inquiry: TypeInquiry) -> String? {
    let binding = bindings[index]
    let isParameter = binding.kind == .parameter || binding.kind == .implicitSelf
    let type = inquiry.type(ofBinding: index, at: range)
    if case .known = type { return nil }
    if type == .unknown { return nil }
    var thing = TypedThing(name: binding.name, word: isParameter ? "parameter" : "local", type: type)
    let comment = isParameter ? nil : file.documentation(of: binding.declaration)
    let text = comment?.text.trimmed ?? ""
    thing.documentation = text.isEmpty ? nil : text
    if isParameter, binding.kind == .parameter, let body = binding.declaration.parent?.parent {
      thing.documentation =
        inquiry.shape(ofBody: body)?.parameters.first { $0.name == binding.name }?.documentation
    }
    return description(of: thing, inquiry)
  }

  private func description(of thing: TypedThing, _ inquiry: TypeInquiry) -> String {
    var lines: [String] = []
    var text: [String] = []
    let shapes = inquiry.expanded(thing.type).functionShapes
    if thing.isDeprecated || shapes.first?.isDeprecated ?? false { text.append("**Deprecated.**") }
    // What may be something else besides is told as what it is.
    let isFunction = inquiry.expanded(thing.type).withoutNil.alternatives.count == 1
    if let shape = shapes.first, shapes.count == 1, isFunction {
      let start = thing.word == "local" ? "local function " : "function "
      lines = shape.ways.map { start + inquiry.head(of: $0, named: thing.name) }
      text += inquiry.documentation(of: shape, beside: thing.documentation)
    } else {
      lines = ["\(thing.word) \(thing.name): \(inquiry.text(of: thing.type.certain))"]
      if let documentation = thing.documentation { text.append(documentation) }
      if let more = inquiry.documentation(ofType: thing.type), more != thing.documentation { text.append(more) }
    }
    return "```lua\n\(lines.joined(separator: "\n"))\n```" + text.map { "\n\n\($0)" }.joined()
  }
}

extension TypedThing {
  fileprivate init(_ member: TypeMember, _ word: String, _ type: LuaType, prefix: String?) {
    let isFunction = !type.functionShapes.isEmpty
    let owner = member.owner ?? prefix.flatMap { $0.utf8.count <= 60 && !$0.contains("\n") ? $0 : nil }
    // As it is declared, so that one sees how it is to be called.
    let separator = member.shape?.isMethod == true ? ":" : "."
    self.init(
      name: isFunction ? owner.map { "\($0)\(separator)\(member.name)" } ?? member.name : member.name, word: word,
      type: type,
      places: member.places, documentation: member.documentation, isDeprecated: member.isDeprecated,
      owner: member.owner)
  }
}

extension TypeInquiry {
  /// What is said of a function: of itself, of its parameters and of what it answers.
  func documentation(of shape: FunctionShape, beside text: String?) -> [String] {
    var paragraphs: [String] = []
    if let documentation = shape.notes?.documentation ?? text, !documentation.isEmpty {
      paragraphs.append(documentation)
    }
    let parameters = shape.parameters.compactMap { parameter in
      parameter.documentation.map { "- `\(parameter.name)`: \($0)" }
    }
    if !parameters.isEmpty { paragraphs.append(parameters.joined(separator: "\n")) }
    let results = (shape.results ?? []).compactMap { result in
      result.documentation.map { "Returns `\(result.text)`: \($0)" }
    }
    paragraphs += results
    if let related = shape.notes?.related, !related.isEmpty {
      paragraphs.append("See \(related.map { "`\($0)`" }.joined(separator: ", ")).")
    }
    return paragraphs
  }

  /// What is said of the class, alias or enumeration that a type is, with the values it lists.
  func documentation(ofType type: LuaType) -> String? {
    guard case .named(let name, _) = type.withoutNil, let definition = definition(name) else { return nil }
    var paragraphs = definition.documentation.map { $0.isEmpty ? [] : [$0] } ?? []
    if case .class = definition {
    } else {
      let values = expanded(type).alternatives.prefix(20).map { value in
        let text = description(ofMember: value, in: type.withoutNil)
        return "- `\(value.text)`\(text.map { ": \($0)" } ?? "")"
      }
      paragraphs.append(values.joined(separator: "\n"))
    }
    return paragraphs.isEmpty ? nil : paragraphs.joined(separator: "\n\n")
  }
}
