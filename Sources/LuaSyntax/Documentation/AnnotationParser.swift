/// Turns the lines of a documentation comment into text and annotations; nothing in them is an error, only a problem.
struct AnnotationParser {
  var scanner: AnnotationScanner
  var annotations: [Annotation] = []
  private var textLines: [String] = []

  var text: String { textLines.joined(separator: "\n") }

  init(source: [UInt8], lines: [Range<Int>]) {
    scanner = AnnotationScanner(source: source, lines: lines)
  }

  mutating func parse() {
    while scanner.line < scanner.lines.count {
      if scanner.firstByte(ofLine: scanner.line) == UInt8(ascii: "@") {
        annotation()
      } else {
        let line = scanner.lines[scanner.line]
        let content = scanner.source[line]
        textLines.append(String(decoding: content.first == 32 ? content.dropFirst() : content, as: UTF8.self))
      }
      // An annotation that went on over several lines has moved the scanner along.
      scanner.moveToLine(scanner.line + 1)
    }
  }

  private mutating func annotation() {
    scanner.skipBlanks()
    let start = scanner.offset
    scanner.offset += 1
    let tag = scanner.name() ?? AnnotatedName(text: "", range: scanner.offset..<scanner.offset)
    if tag.text.isEmpty { scanner.problem("The name of an annotation is expected here.") }
    let content = content(of: tag.text)
    let description = scanner.description()
    annotations.append(Annotation(tag: tag, content: content, description: description, range: start..<scanner.end))
  }

  private mutating func content(of tag: String) -> Annotation.Content {
    switch tag {
    case "alias": .alias(alias())
    case "as": .as(scanner.type())
    case "async": .async
    case "cast": .cast(cast())
    case "class": .class(classAnnotation())
    case "deprecated": .deprecated
    case "diagnostic": .diagnostic(diagnosticSwitch())
    case "enum": .enum(enumAnnotation())
    case "field": .field(field())
    case "generic": .generic(genericParameters())
    case "meta": .meta(scanner.word())
    case "module": .module(quotedOrWord())
    case "nodiscard": .nodiscard
    case "operator": .operator(operatorAnnotation())
    case "overload": .overload(scanner.type())
    case "package", "private", "protected", "public": .visibility(Annotation.Visibility(rawValue: tag) ?? .public)
    case "param": .param(param())
    case "return": .return(results())
    case "see": .see(word("a name"))
    case "source": .source(word("a file"))
    case "type": .type(types())
    case "vararg": .vararg(scanner.type())
    case "version": .version(versions())
    default: .unknown
    }
  }

  // MARK: - Parts

  private mutating func name(_ what: String) -> AnnotatedName {
    if let name = scanner.name() { return name }
    scanner.problem("\(what) is expected here.")
    return AnnotatedName(text: "", range: scanner.offset..<scanner.offset)
  }

  private mutating func word(_ what: String) -> AnnotatedName {
    if let word = scanner.word() { return word }
    scanner.problem("\(what.prefix(1).uppercased() + what.dropFirst()) is expected here.")
    return AnnotatedName(text: "", range: scanner.offset..<scanner.offset)
  }

  private mutating func quotedOrWord() -> AnnotatedName {
    scanner.skipBlanks()
    guard scanner.peek() == UInt8(ascii: "\"") || scanner.peek() == UInt8(ascii: "'") else { return word("a module") }
    let type = scanner.type()
    guard case .string(let text) = type.kind else { return AnnotatedName(text: "", range: type.range) }
    return AnnotatedName(text: text, range: type.range)
  }

  private mutating func types() -> [TypeExpression] {
    var types = [scanner.type()]
    while scanner.consume(",") { types.append(scanner.type()) }
    return types
  }

  private mutating func modifiers() -> [AnnotatedName] {
    guard scanner.consume("(") else { return [] }
    var modifiers: [AnnotatedName] = []
    while let modifier = scanner.name() {
      modifiers.append(modifier)
      _ = scanner.consume(",")
    }
    if !scanner.consume(")") { scanner.problem("This '(' is not closed.") }
    return modifiers
  }

  private mutating func genericParameters() -> [Annotation.GenericParameter] {
    var parameters: [Annotation.GenericParameter] = []
    repeat {
      let name = name("The name of a type parameter")
      _ = scanner.consume("?")
      parameters.append(
        Annotation.GenericParameter(name: name, constraint: scanner.consume(":") ? scanner.type() : nil))
    } while scanner.consume(",")
    return parameters
  }

  private mutating func genericsInBrackets() -> [Annotation.GenericParameter] {
    guard scanner.peek() == UInt8(ascii: "<") else { return [] }
    scanner.offset += 1
    let parameters = genericParameters()
    if !scanner.consume(">") { scanner.problem("This '<' is not closed.") }
    return parameters
  }

  // MARK: - Annotations

  private mutating func classAnnotation() -> Annotation.Class {
    let modifiers = modifiers()
    let name = name("The name of a class")
    let generics = genericsInBrackets()
    return Annotation.Class(
      name: name, modifiers: modifiers, generics: generics, parents: scanner.consume(":") ? types() : [])
  }

  private mutating func alias() -> Annotation.Alias {
    let name = name("The name of a type")
    let generics = genericsInBrackets()
    return Annotation.Alias(name: name, generics: generics, type: scanner.type())
  }

  private mutating func enumAnnotation() -> Annotation.Enum {
    let modifiers = modifiers()
    return Annotation.Enum(name: name("The name of an enumeration"), isOfKeys: modifiers.contains { $0.text == "key" })
  }

  private mutating func field() -> Annotation.Field {
    var visibility: Annotation.Visibility?
    // A field may itself be called "private": the word is a visibility only when another key follows.
    var ahead = scanner
    if let word = ahead.name(), let found = Annotation.Visibility(rawValue: word.text), ahead.peek().isBlank {
      ahead.skipBlanks()
      let isKey = ahead.peek() == UInt8(ascii: "[") || ahead.name() != nil && !ahead.lookahead { $0.rest.isEmpty }
      if isKey {
        visibility = found
        _ = scanner.name()
      }
    }
    scanner.skipBlanks()
    let key: TableTypeField.Key =
      scanner.peek() == UInt8(ascii: "[") ? scanner.indexKey() : .name(name("The name of a field"))
    let isOptional = scanner.peek() == UInt8(ascii: "?")
    if isOptional { scanner.offset += 1 }
    _ = scanner.consume(":")
    return Annotation.Field(visibility: visibility, key: key, isOptional: isOptional, type: scanner.type())
  }

  private mutating func param() -> Annotation.Param {
    let name = scanner.parameterName() ?? AnnotatedName(text: "", range: scanner.offset..<scanner.offset)
    if name.text.isEmpty { scanner.problem("The name of a parameter is expected here.") }
    let isOptional = scanner.peek() == UInt8(ascii: "?")
    if isOptional { scanner.offset += 1 }
    return Annotation.Param(name: name, isOptional: isOptional, type: scanner.type())
  }

  private mutating func results() -> [FunctionType.Result] {
    var results: [FunctionType.Result] = []
    repeat {
      let type = scanner.type()
      // A name follows its type; any other word begins the description.
      let name = scanner.lookahead { scanner -> AnnotatedName? in
        guard let name = scanner.name() else { return nil }
        scanner.skipBlanks()
        let next = scanner.peek()
        return scanner.isAtEndOfLine || next == UInt8(ascii: ",") || next == UInt8(ascii: "#") || results.isEmpty
          ? name : nil
      }
      if let name { scanner.offset = name.range.upperBound }
      results.append(FunctionType.Result(name: name, type: type))
    } while scanner.consume(",")
    return results
  }

  private mutating func cast() -> Annotation.Cast {
    let variable = name("The name of a variable")
    var operations: [Annotation.Cast.Operation] = []
    repeat {
      if scanner.consume("+") {
        operations.append(scanner.consume("?") ? .addNil : .add(scanner.type()))
      } else if scanner.consume("-") {
        operations.append(scanner.consume("?") ? .removeNil : .remove(scanner.type()))
      } else {
        operations.append(.replace(scanner.type()))
      }
    } while scanner.consume(",")
    return Annotation.Cast(variable: variable, operations: operations)
  }

  private mutating func diagnosticSwitch() -> Annotation.DiagnosticSwitch {
    let action = name("'disable', 'enable', 'disable-line' or 'disable-next-line'")
    var codes: [AnnotatedName] = []
    if scanner.consume(":") {
      repeat { codes.append(name("The code of a diagnostic")) } while scanner.consume(",")
    }
    return Annotation.DiagnosticSwitch(action: action, codes: codes)
  }

  private mutating func operatorAnnotation() -> Annotation.Operator {
    let name = name("The name of an operator")
    var operand: TypeExpression?
    if scanner.consume("(") {
      operand = scanner.type()
      if !scanner.consume(")") { scanner.problem("This '(' is not closed.") }
    }
    if !scanner.consume(":") { scanner.problem("':' and the type of the result are expected here.") }
    return Annotation.Operator(name: name, operand: operand, result: scanner.type())
  }

  private mutating func versions() -> [AnnotatedName] {
    var versions: [AnnotatedName] = []
    repeat {
      scanner.skipBlanks()
      let start = scanner.offset
      while !scanner.isAtEndOfLine, scanner.peek() != UInt8(ascii: ","), scanner.peek() != UInt8(ascii: "#") {
        scanner.offset += 1
      }
      var end = scanner.offset
      while end > start, scanner.source[end - 1].isBlank { end -= 1 }
      versions.append(scanner.named(start..<end))
    } while scanner.consume(",")
    return versions
  }
}

extension AnnotationScanner {
  /// What is left of the line, without blanks around it.
  fileprivate var rest: ArraySlice<UInt8> { source[min(offset, end)..<end].drop { $0.isBlank } }
}
