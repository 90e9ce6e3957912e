import CofreSchema
import LuaSyntax

/// Collects candidates for one place.
///
/// Sort keys begin with a rank of one digit: what fits best first; within a rank those with an order of their own come first,
/// and then the others by their names.
struct CandidateList {
  let facts: DocumentFacts
  let offset: Int
  let replaceRange: Range<Int>
  private var candidates: [CompletionCandidate] = []
  private var labels: Set<String> = []

  init(facts: DocumentFacts, offset: Int, replaceRange: Range<Int>) {
    self.facts = facts
    self.offset = offset
    self.replaceRange = replaceRange
  }

  var count: Int { candidates.count }

  func sorted() -> [CompletionCandidate] {
    candidates.sorted { ($0.sortKey, $0.label) < ($1.sortKey, $1.label) }
  }

  /// Adds a candidate, unless there is one of that label already: the better one is added first.
  mutating func add(
    _ label: String, _ kind: CompletionCandidate.Kind, rank: Int, order: Int? = nil, detail: String? = nil,
    documentation: String? = nil, insertText: String? = nil, snippet: String? = nil, isDeprecated: Bool = false,
    additionalEdits: [Edit] = []
  ) {
    guard labels.insert(label).inserted else { return }
    // Two digits sort before every letter.
    let place = order.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? ""
    candidates.append(
      CompletionCandidate(
        label, kind, replacing: replaceRange, sortKey: "\(isDeprecated ? 9 : rank)\(place)\(label)", detail: detail,
        documentation: documentation, insertText: insertText, snippet: snippet, isDeprecated: isDeprecated,
        additionalEdits: additionalEdits))
  }

  // MARK: Names

  mutating func addStatements() {
    addNames(rank: 3)
    for keyword in StandardLibrary.keywords { add(keyword, .keyword, rank: 5) }
    addStatementSnippets()
  }

  /// The variables that can be seen, and what every script finds.
  mutating func addNames(rank: Int) {
    for index in facts.visibleBindings(at: offset)
    where !replaceRange.contains(facts.bindings[index].nameRange.lowerBound) {
      let binding = facts.bindings[index]
      if binding.name == "_" { continue }
      add(binding.name, .variable, rank: rank, detail: facts.phrase(of: binding.value))
    }
    for (name, global) in facts.globals where global.isAssigned { add(name, .variable, rank: rank + 1) }
    for name in facts.workspace.globals { add(name, .variable, rank: rank + 1) }
    addModulesToRequire(rank: rank + 2)
    for name in StandardLibrary.globalNames {
      if let entry = StandardLibrary.entry(name) {
        add(name, .function, rank: rank + 1, detail: entry.signature, documentation: entry.documentation)
      } else if StandardLibrary.tables[name] != nil {
        add(name, .module, rank: rank + 1, detail: "library")
      }
    }
  }

  private mutating func addStatementSnippets() {
    for (label, snippet, detail) in [
      ("for … ipairs", "for ${1:_}, ${2:value} in ipairs(${3:list}) do\n\t$0\nend", "loop over a list"),
      ("for … pairs", "for ${1:key}, ${2:value} in pairs(${3:table}) do\n\t$0\nend", "loop over a table"),
      ("if … then", "if ${1:condition} then\n\t$0\nend", "condition"),
      ("local function", "local function ${1:name}(${2})\n\t$0\nend", "function"),
    ] {
      add(label, .snippet, rank: 6, detail: detail, insertText: label.replacing(" …", with: ""), snippet: snippet)
    }
    for cloud in facts.workspace.catalog.clouds where !facts.bindings.contains(where: { $0.name == cloud }) {
      let text = "local \(cloud) = require \"cofre.\(cloud)\""
      add(text, .snippet, rank: 6, detail: "module")
    }
  }

  // MARK: Members

  mutating func addMembers(of object: ValueKind, isMethod: Bool) {
    switch object {
    case .cofre: if !isMethod { addCofreMembers() }
    case .namespace(let prefix): if !isMethod { addCatalogMembers(of: prefix) }
    case .library(let table): if !isMethod { addLibrary(table) }
    case .handle(let index): if !isMethod { addOutputs(of: facts.declarations[index].type) }
    case .resource(let type): if !isMethod { addOutputs(of: type) }
    case .output(let output): isMethod ? addOutputMethods() : addOutputFields(output)
    case .configuration:
      for method in ConfigurationMethod.all where isMethod {
        add(
          method.name, .method, rank: method.name.hasSuffix("_secret") ? 1 : 2, detail: "config:\(method.name) \"key\"",
          documentation: method.documentation, snippet: "\(method.name) \"$1\"")
      }
    case .module(let name):
      for field in facts.fields(ofModule: name) where isMethod == field.isMethod || !isMethod {
        add(field.name, field.isFunction ? .function : .field, rank: 2, detail: name)
      }
    case .text, .configurationValue: if isMethod { addLibrary("string") }
    default: break
    }
  }

  private mutating func addLibrary(_ table: String) {
    for entry in StandardLibrary.tables[table] ?? [] {
      add(
        entry.shortName, entry.isFunction ? .function : .constant, rank: 2, detail: entry.signature,
        documentation: entry.documentation)
    }
  }

  private mutating func addCofreMembers() {
    addLibrary("cofre")
    add("log", .module, rank: 2, detail: "messages to whoever runs the script")
    addCatalogMembers(of: "cofre")
  }

  private mutating func addCatalogMembers(of prefix: String) {
    for name in facts.workspace.catalog.members(prefix) {
      guard let type = facts.workspace.catalog.resourceType("\(prefix).\(name)") else {
        add(name, .service, rank: 2, detail: "\(prefix).\(name)")
        continue
      }
      add(
        name, .resourceType, rank: 1, detail: type.name, documentation: facts.documentation(of: type),
        snippet: snippet(for: type))
    }
  }

  /// A whole declaration with its required properties, or only the name where a call is there already.
  private func snippet(for type: ResourceType) -> String? {
    let source = facts.file.source
    let next = source[min(replaceRange.upperBound, source.count)...].first { $0 != 32 }
    if next == UInt8(ascii: "(") || next == UInt8(ascii: "\"") { return nil }
    let required = type.inputs.filter { $0.isRequired && $0.defaultValue == nil }
    let name = type.name.split(separator: ".").last ?? ""
    if required.isEmpty { return "\(name)(\"${1:name}\", {$0})" }
    var position = 2
    let lines = required.map { property -> String in
      defer { position += 1 }
      return "\t\(property.name) = \(ValueSnippet.text(for: property.kind, property, position: position)),\n"
    }
    return "\(name)(\"${1:name}\", {\n\(lines.joined())})"
  }

  private mutating func addOutputs(of type: ResourceType) {
    add("id", .output, rank: 1, detail: "a string", documentation: type.idFormat)
    for property in type.outputs { addOutput(property, rank: 2) }
    for property in type.inputs { addOutput(property, rank: 3) }
    add("urn", .output, rank: 4, detail: "a string", documentation: "The name of the resource in the stack.")
  }

  private mutating func addOutputFields(_ output: OutputKind) {
    for property in output.property?.objectMembers ?? [] { addOutput(property, rank: 2) }
    for property in output.input?.objectMembers ?? [] { addOutput(property, rank: 3) }
  }

  private mutating func addOutput(_ property: Property, rank: Int) {
    add(
      property.name, .output, rank: rank, detail: property.isSensitive ? "sensitive" : property.kind.phrase,
      documentation: property.doc, isDeprecated: property.deprecation != nil)
  }

  private mutating func addOutputMethods() {
    add(
      "apply", .method, rank: 1, detail: "output:apply(function) → output",
      documentation: "What a function makes of the value, once it is known, as another output.",
      snippet: "apply(function(${1:value})\n\t$0\nend)")
    for entry in StandardLibrary.tables["string"] ?? [] {
      add(entry.shortName, .method, rank: 2, detail: entry.signature, documentation: entry.documentation)
    }
  }
}

extension CandidateList {
  /// A line break with the indentation of the line of the offset, for texts of several lines that editors take as they are.
  var newline: String { "\(facts.file.lineBreak)\(indentation)" }

  private var indentation: String {
    let line = facts.file.lines.range(ofLine: facts.file.lines.line(at: offset))
    return String(decoding: facts.file.source[line].prefix { $0.isSpace }, as: UTF8.self)
  }
}

extension SourceFile {
  /// How the lines of the file end, as the first does.
  var lineBreak: String {
    let line = lines.range(ofLine: 0)
    return line.upperBound < source.count && source[line.upperBound] == 13 ? "\r\n" : "\n"
  }
}
