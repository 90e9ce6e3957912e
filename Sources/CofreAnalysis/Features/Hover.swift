import CofreSchema
import LuaSyntax

extension DocumentAnalysis {
  /// What to say about the thing at an offset; nil when there is nothing to say.
  package func hover(at offset: Int) -> HoverText? {
    if let text = facts.hover(ofTypeAt: offset) { return text }
    if let (_, _, use) = annotatedSymbol(at: offset), let text = hover(ofTargetOf: use) { return text }
    guard let (subject, range) = facts.subject(at: offset) else { return nil }
    let typed = facts.isCofres(subject) ? nil : facts.typedDescription(of: subject, at: range)
    guard let markdown = typed ?? facts.description(of: subject) else { return nil }
    return HoverText(range: range, markdown: markdown)
  }
}

extension DocumentAnalysis {
  /// What is said of the function that `@see` names, where it is in this file.
  private func hover(ofTargetOf use: FileIndex.Use) -> HoverText? {
    guard let key = index.symbol(in: use.range)?.key,
      let function = index.functions.first(where: { $0.key == key }),
      let (subject, range) = facts.subject(at: function.nameRange.upperBound)
    else { return nil }
    let text = facts.typedDescription(of: subject, at: range) ?? facts.description(of: subject)
    return text.map { HoverText(range: use.range, markdown: $0) }
  }
}

extension DocumentFacts {
  /// Whether Cofre itself knows more of a thing than types do.
  func isCofres(_ subject: Subject) -> Bool {
    switch subject {
    case .binding(let index): return bindings[index].value.isCofres
    case .global: return false
    case .member(let member, _): return value(of: .member(member)).isCofres || value(of: member.object).isCofres
    case .method(let call, _): return value(of: call.receiver).isCofres
    case .key(_, let table):
      if case .anything = expectation(of: table.node) { return false }
      return true
    case .text: return true
    }
  }

  /// What is said of a type where its name stands in an annotation.
  fileprivate func hover(ofTypeAt offset: Int) -> HoverText? {
    guard documentedBinding(at: offset) == nil, let (name, range) = word(inCommentAt: offset) else { return nil }
    guard let definition = definition(ofType: name) else {
      guard annotation(at: offset) != nil, let type = workspace.catalog.resourceType(name) else { return nil }
      return HoverText(range: range, markdown: code("class \(name)", documentation(of: type)))
    }
    let inquiry = TypeInquiry(self)
    let line: String
    switch definition {
    case .class(let parts):
      let parents = parts.flatMap(\.parents).map(\.text)
      line = "class \(name)\(parents.isEmpty ? "" : ": \(parents.joined(separator: ", "))")"
    case .alias(let alias): line = "alias \(name) = \(alias.type.text)"
    case .enumeration: line = "enum \(name)"
    }
    return HoverText(range: range, markdown: code(line, inquiry.documentation(ofType: .named(name, []))))
  }

  fileprivate func description(of subject: Subject) -> String? {
    switch subject {
    case .binding(let index):
      let binding = bindings[index]
      let word = binding.kind == .parameter || binding.kind == .implicitSelf ? "parameter" : "local"
      let text = description(of: binding.value, isDeclared: true)
      guard let phrase = phrase(of: binding.value) else { return code("\(word) \(binding.name)", text) }
      return binding.value.isPhrasedAsType
        ? code("\(word) \(binding.name): \(phrase)", text) : plain("\(word) `\(binding.name)`: \(phrase)", text)
    case .global(let name):
      if let entry = StandardLibrary.entry(name), globals[name]?.isAssigned != true { return description(of: entry) }
      if StandardLibrary.tables[name] != nil { return plain("library `\(name)`", nil) }
      if let instead = StandardLibrary.unavailable[name] {
        return code(name, "Not available in scripts. \(instead)")
      }
      return code("global \(name)", nil)
    case .member(let member, let name):
      let object = value(of: member.object)
      if case .library(let table) = object, let entry = StandardLibrary.entry("\(table).\(name.text)"),
        !entry.isFunction
      {
        return description(of: entry)
      }
      if case .handle(let index) = object, name.text == "id" || name.text == "urn" {
        let type = declarations[index].type
        return plain(
          "`\(name.text)`: a string", name.text == "id" ? type.idFormat : "The name of the resource in the stack.")
      }
      return description(of: field(name.text, of: object), isDeclared: false)
    case .method(let call, let name):
      switch value(of: call.receiver) {
      case .configuration:
        return ConfigurationMethod.named(name.text).map { code("config:\($0.name)(key)", $0.documentation) }
      case .output where name.text == "apply":
        return code(
          "output:apply(function) → output",
          "What a function makes of the value, once it is known, as another output.")
      default: return StandardLibrary.entry("string.\(name.text)").flatMap(description)
      }
    case .key(let name, let table): return description(ofKey: name.text, in: table)
    case .text(let literal): return description(of: literal)
    }
  }

  private func code(_ line: String, _ text: String?) -> String {
    "```lua\n\(line)\n```" + (text.map { "\n\n\($0)" } ?? "")
  }

  /// What is no Lua.
  private func plain(_ line: String, _ text: String?) -> String {
    line + (text.map { "\n\n\($0)" } ?? "")
  }

  private func description(of entry: LibraryEntry) -> String { code(entry.signature, entry.documentation) }

  private func description(of value: ValueKind, isDeclared: Bool) -> String? {
    switch value {
    case .handle(let index): return documentation(of: declarations[index].type)
    case .constructor(let type):
      return isDeclared
        ? documentation(of: type) : code("\(type.name)(name, properties, options?)", documentation(of: type))
    case .output(let output):
      guard let property = output.property else { return nil }
      let text = documentation(of: property)
      return isDeclared ? text : plain("`\(property.name)`: \(property.kind.phrase)", text)
    case .function(let name):
      guard let entry = StandardLibrary.entry(name) else { return nil }
      return isDeclared ? entry.documentation : description(of: entry)
    case .namespace(let name):
      let names = workspace.catalog.members(name).map { "`\($0)`" }.joined(separator: ", ")
      return isDeclared ? "It has \(names)." : plain("`\(name)`", "It has \(names).")
    case .library(let name): return isDeclared ? nil : plain("library `\(name)`", nil)
    default: return nil
    }
  }

  private func description(ofKey key: String, in table: TableConstructor) -> String? {
    switch expectation(of: table.node) {
    case .value(let expected):
      guard let property = expected.kind.objectMembers?.first(where: { $0.name == key }) else { return nil }
      let change: String
      if property.isLocal {
        change = "A change is Cofre's own matter: the cloud is not called."
      } else if property.isCreateOnly {
        change = "A change **replaces** the resource."
      } else {
        change = "A change updates the resource in place."
      }
      let needed = property.isRequired && property.defaultValue == nil ? ", required" : ""
      var text = "\(documentation(of: property))\n\n\(expected.type.isProvider ? "" : change)"
      if !expected.type.documentation.isEmpty {
        text += "\n\n[\(expected.type.name) in the cloud's reference](\(expected.type.documentation))"
      }
      return plain("`\(property.name)`: \(property.kind.phrase)\(needed)", text)
    case .options: return ResourceOption.named(key).map { plain("option `\($0.name)`", $0.documentation) }
    default: return nil
    }
  }

  private func description(of literal: StringLiteral) -> String? {
    let text = String(decoding: literal.value, as: UTF8.self)
    switch expectation(of: literal.node) {
    case .configurationKey:
      guard let key = workspace.configurationKeys?.first(where: { $0.name == text }) else { return nil }
      let place = key.origin.map { "Set in `\($0)`" } ?? "Set"
      return plain("configuration key `\(key.name)`", "\(place)\(key.isSecret ? ", encrypted" : "").")
    case .moduleName:
      return phrase(of: module(named: .string(literal))).map { plain($0, nil) }
    case .resourceName(let type):
      return plain("`\(type.name)` named `\(text)`", "The logical name in the stack. \(type.summary)")
    case .value(let expected): return description(ofChoice: text, expected)
    default: return nil
    }
  }

  /// What is said of one of the values that a property lists, and of a place of a cloud; nil for other texts, which may
  /// be anything.
  private func description(ofChoice text: String, _ expected: ExpectedValue) -> String? {
    guard let property = expected.property else { return nil }
    if property.choices?.contains(text) == true {
      return plain("`\"\(text)\"`: one of the values of `\(property.name)`", documentation(of: property))
    }
    guard Regions.names(for: property, of: expected.type).contains(text) else { return nil }
    let cloud = ["aws": "AWS", "azure": "Azure", "gcp": "Google Cloud"][expected.type.cloud] ?? expected.type.cloud
    return plain("`\"\(text)\"`: a region of \(cloud)", documentation(of: property))
  }
}

extension ValueKind {
  /// Whether a few words about it are a type as annotations write it.
  fileprivate var isPhrasedAsType: Bool {
    switch self {
    case .handle, .resource, .text, .number, .boolean, .table, .closure: true
    default: false
    }
  }
}
