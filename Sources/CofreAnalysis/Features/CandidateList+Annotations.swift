import LuaSyntax

/// Candidates inside LuaCATS annotations.
extension CandidateList {
  mutating func addAnnotation(_ place: AnnotationPlace) {
    switch place.kind {
    case .tag:
      addFrame(behind: "@", rank: 1)
      addTags(place)
    case .emptyLine: addFrame(behind: "", rank: 1)
    case .type(let isParent): addTypeNames(onlyClasses: isParent)
    case .parameter: addParameters(place)
    case .variable: addVariables(rank: 1)
    case .diagnosticAction:
      for (position, action) in AnnotationWord.diagnosticActions.enumerated() {
        add(
          action.word, .keyword, rank: 1, order: position, documentation: action.documentation,
          insertText: place.isAtEnd && action.word != "enable" ? "\(action.word): " : action.word)
      }
    case .diagnosticCode: addDiagnosticCodes(place)
    case .reference:
      addTypeNames(onlyClasses: false, areBuiltInsLeftOut: true)
      addVariables(rank: 4)
      for (name, global) in facts.globals where global.isAssigned { add(name, .variable, rank: 4) }
    case .word(let word):
      for (position, entry) in word.words.enumerated() {
        add(entry.word, .keyword, rank: 1, order: position, documentation: entry.documentation)
      }
    }
  }

  private mutating func addTags(_ place: AnnotationPlace) {
    for (position, tag) in AnnotationTag.all.enumerated() {
      let hasRest = tag.snippet.utf8.count > tag.name.utf8.count
      add(
        tag.name, .keyword, rank: 2, order: position, documentation: tag.documentation,
        insertText: hasRest && place.isAtEnd ? "\(tag.name) " : tag.name,
        snippet: hasRest && place.isAtEnd ? tag.snippet : nil)
    }
  }

  /// The function that the comment stands above, with what is documented of it.
  private var functionBelow: (function: DocumentableFunction, documentation: DocumentationComment)? {
    facts.file.comment(at: offset).flatMap { facts.documentedFunction(below: $0) }
  }

  /// A line for each parameter, and for the result, that are not documented yet.
  private mutating func addFrame(behind marker: String, rank: Int) {
    guard let (function, documentation) = functionBelow else { return }
    let lines = function.missingLines(in: documentation)
    guard let first = lines.first, lines.count > 1 || marker.isEmpty else { return }
    let isOnlyResult = lines.allSatisfy { $0.hasPrefix("return ") }
    let hasResult = lines.contains { $0.hasPrefix("return ") }
    let label = isOnlyResult ? "return" : hasResult ? "param … return" : "param …"
    let start = marker.isEmpty ? "@" : ""
    var number = 0
    let places = lines.map { line -> String in
      number += 1
      return "\(line.dropLast("any".count))${\(number):any}"
    }
    add(
      start + label, .snippet, rank: rank, detail: "the whole function",
      documentation: "```lua\n\(lines.map { "---@\($0)" }.joined(separator: "\n"))\n```",
      insertText: start + first + lines.dropFirst().map { "\(newline)---@\($0)" }.joined(),
      snippet: start + places.joined(separator: "\n---@"))
  }

  /// The parameters of the function below, those that are not documented before the others.
  private mutating func addParameters(_ place: AnnotationPlace) {
    guard let (function, documentation) = functionBelow else { return }
    var documented: Set<String> = []
    for annotation in documentation.annotations {
      guard case .param(let param) = annotation.content, !place.content.contains(annotation.range.lowerBound) else {
        continue
      }
      documented.insert(param.name.text)
    }
    for (position, name) in function.parameterNames.enumerated() {
      let isDocumented = documented.contains(name)
      add(
        name, .variable, rank: isDocumented ? 2 : 1, order: position, detail: isDocumented ? "documented" : "parameter",
        insertText: place.isAtEnd ? "\(name) " : name, snippet: place.isAtEnd ? "\(name) ${1:any}" : nil)
    }
  }

  private mutating func addVariables(rank: Int) {
    for index in facts.visibleBindings(at: offset) where facts.bindings[index].name != "_" {
      let binding = facts.bindings[index]
      add(binding.name, .variable, rank: rank, detail: facts.phrase(of: binding.value))
    }
  }

  // MARK: - Codes

  /// The codes that a comment can silence and that this one does not name yet.
  private mutating func addDiagnosticCodes(_ place: AnnotationPlace) {
    var present: Set<String> = []
    let text = facts.file.text(place.content.lowerBound..<replaceRange.lowerBound)
    for part in [text, facts.file.text(replaceRange.upperBound..<place.content.upperBound)] {
      present.formUnion(part.split { $0 == " " || $0 == "," || $0 == ":" || $0 == "\t" }.map(String.init))
    }
    for page in RuleList.all where page.canBeSilenced && !present.contains(page.code) {
      add(page.code, .value, rank: 1, detail: page.summary, documentation: page.explanation)
    }
  }

  // MARK: - Types

  /// The names of types that mean something in the file.
  private mutating func addTypeNames(onlyClasses: Bool, areBuiltInsLeftOut: Bool = false) {
    if !onlyClasses, !areBuiltInsLeftOut { addBuiltInTypes() }
    let own = facts.types.own
    let others = facts.workspace.surroundings.types
    for name in own.classes.keys where own.classes[name]?.contains(where: isAtOffset) == false {
      add(name, .resourceType, rank: 1, detail: "class")
    }
    for (name, alias) in own.aliases where !isAtOffset(alias) { add(name, .value, rank: 1, detail: "alias") }
    for name in own.enumerations.keys where !onlyClasses { add(name, .value, rank: 1, detail: "enum") }
    for name in others.names where !name.isEmpty && own.classes[name] == nil && own.aliases[name] == nil {
      let isClass = others.hasClass(name)
      if onlyClasses, !isClass, others.alias(name) == nil { continue }
      add(name, isClass ? .resourceType : .value, rank: 2, detail: isClass ? "class" : "type")
    }
    for type in facts.workspace.catalog.typeNames { add(type, .resourceType, rank: 3, detail: "resource") }
  }

  private func isAtOffset(_ declaration: ClassDeclaration) -> Bool { isOnLine(declaration.place) }
  private func isAtOffset(_ declaration: AliasDeclaration) -> Bool { isOnLine(declaration.place) }

  /// Whether the annotation that is being written is the declaration itself.
  private func isOnLine(_ place: DeclarationPlace) -> Bool {
    place.fullRange.lowerBound <= offset && offset <= place.fullRange.upperBound
  }

  private mutating func addBuiltInTypes() {
    for name in typeParameters { add(name, .resourceType, rank: 0, detail: "type parameter") }
    for (position, name) in ["string", "integer", "number", "boolean", "table", "any", "nil", "function"].enumerated() {
      add(name, .keyword, rank: 1, order: position, detail: "type of Lua")
    }
    for name in ["thread", "unknown", "self"] { add(name, .keyword, rank: 4, detail: "type of Lua") }
    add(
      "fun(…)", .snippet, rank: 1, order: 8, detail: "a function", insertText: "fun()",
      snippet: "fun(${1:name}: ${2:any}): ${3:any}")
    add(
      "table<…>", .snippet, rank: 1, order: 9, detail: "a table by its keys and values",
      insertText: "table<string, any>", snippet: "table<${1:string}, ${2:any}>")
  }

  /// The type parameters that the comment declares.
  private var typeParameters: [String] {
    guard let (_, documentation) = functionBelow else { return [] }
    return DocumentedNames.parameters(in: [documentation]).sorted()
  }
}
