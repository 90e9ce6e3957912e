extension AnnotationScanner {
  /// Deeper types than this are a problem, not a reason to exhaust the stack.
  private static let maximumNesting = 64

  /// A type; of kind ``TypeExpression/Kind/missing``, with a problem, where none begins.
  mutating func type() -> TypeExpression {
    skipBlanks()
    _ = consume("|")
    return isContinued ? union([]) : union([suffixed()])
  }

  /// The union of what has been read with the members that follow.
  private mutating func union(_ first: [TypeExpression]) -> TypeExpression {
    var members = first
    while true {
      if consume("|") {
        members.append(suffixed())
      } else if isContinued {
        members.append(continuation())
      } else {
        break
      }
    }
    if members.count == 1 { return members[0] }
    return TypeExpression(
      .union(members), members[0].range.lowerBound..<members[members.count - 1].range.upperBound)
  }

  /// Whether nothing is left on the line, and the next begins with `|`.
  private var isContinued: Bool {
    guard depth == 0, line + 1 < lines.count, firstByte(ofLine: line + 1) == UInt8(ascii: "|") else { return false }
    return lookahead {
      $0.skipBlanks()
      return $0.isAtEndOfLine || $0.peek() == UInt8(ascii: "#")
    }
  }

  /// A member of a union on a line of its own: `| "a" # text`, where `|>` and `|+` mark a default.
  private mutating func continuation() -> TypeExpression {
    moveToLine(line + 1)
    _ = consume("|")
    if peek() == UInt8(ascii: ">") || peek() == UInt8(ascii: "+") { offset += 1 }
    var member = suffixed()
    while consume("|") { member = TypeExpression(.union([member, suffixed()]), member.range.lowerBound..<offset) }
    member.description = description()
    return member
  }

  private mutating func suffixed() -> TypeExpression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.maximumNesting else {
      problem("Types nest too deeply.")
      offset = end
      return TypeExpression(.missing, offset..<offset)
    }
    return suffixes(of: primary())
  }

  /// A type with the marks that directly follow it.
  private mutating func suffixes(of first: TypeExpression) -> TypeExpression {
    var type = first
    while true {
      let start = type.range.lowerBound
      if peek() == UInt8(ascii: "?") {
        offset += 1
        type = TypeExpression(.optional(type), start..<offset)
      } else if peek() == UInt8(ascii: "["), peek(1) == UInt8(ascii: "]") {
        offset += 2
        type = TypeExpression(.array(type), start..<offset)
      } else if peek() == UInt8(ascii: "."), peek(1) == UInt8(ascii: "."), peek(2) == UInt8(ascii: ".") {
        offset += 3
        return TypeExpression(.vararg(type), start..<offset)
      } else {
        return type
      }
    }
  }

  private mutating func primary() -> TypeExpression {
    skipBlanks()
    let start = offset
    switch peek() {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return stringType()
    case UInt8(ascii: "`"): return template()
    case UInt8(ascii: "{"): return tableType()
    case UInt8(ascii: "["):
      offset += 1
      let items = bracketed(UInt8(ascii: "]")) { $0.type() }
      return TypeExpression(.tuple(items), start..<offset)
    case UInt8(ascii: "("):
      offset += 1
      depth += 1
      let inner = type()
      depth -= 1
      if !consume(")") { problem("This '(' is not closed.") }
      return TypeExpression(.parenthesized(inner), start..<max(offset, start))
    case UInt8(ascii: "."):
      guard peek(1) == UInt8(ascii: "."), peek(2) == UInt8(ascii: ".") else { return missingType() }
      offset += 3
      let isBare = lookahead {
        $0.skipBlanks()
        return $0.isAtEndOfLine || [UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: ")")].contains($0.peek())
      }
      let item = isBare ? TypeExpression(.missing, offset..<offset) : suffixed()
      return TypeExpression(.vararg(item), start..<offset)
    case UInt8(ascii: "-") where peek(1).isDigit, UInt8(ascii: "0")...UInt8(ascii: "9"):
      offset += 1
      while peek().isNamePart || peek() == UInt8(ascii: ".") && peek(1).isDigit { offset += 1 }
      return TypeExpression(.number(named(start..<offset).text), start..<offset)
    default: return namedType()
    }
  }

  private mutating func missingType() -> TypeExpression {
    problem("A type is expected here.")
    return TypeExpression(.missing, offset..<offset)
  }

  private mutating func namedType() -> TypeExpression {
    guard let name = name() else { return missingType() }
    switch name.text {
    case "true": return TypeExpression(.boolean(true), name.range)
    case "false": return TypeExpression(.boolean(false), name.range)
    case "fun" where peek() == UInt8(ascii: "("): return function(from: name.range.lowerBound, isAsync: false)
    case "async":
      let isFunction = lookahead { $0.name()?.text == "fun" && $0.peek() == UInt8(ascii: "(") }
      if isFunction {
        _ = self.name()
        return function(from: name.range.lowerBound, isAsync: true)
      }
    default: break
    }
    var arguments: [TypeExpression] = []
    if peek() == UInt8(ascii: "<") {
      offset += 1
      arguments = bracketed(UInt8(ascii: ">")) { $0.type() }
    }
    return TypeExpression(.name(name.text, arguments: arguments), name.range.lowerBound..<offset)
  }

  private mutating func stringType() -> TypeExpression {
    let start = offset
    let quote = peek()
    offset += 1
    while !isAtEndOfLine, peek() != quote { offset += peek() == UInt8(ascii: "\\") && offset + 1 < end ? 2 : 1 }
    let content = named(start + 1..<max(start + 1, offset)).text
    if isAtEndOfLine { problem("This string is not closed.") } else { offset += 1 }
    return TypeExpression(.string(content), start..<offset)
  }

  private mutating func template() -> TypeExpression {
    let start = offset
    offset += 1
    let name = name()?.text ?? ""
    if peek() == UInt8(ascii: "`") { offset += 1 } else { problem("This '`' is not closed.") }
    return TypeExpression(.template(name), start..<offset)
  }

  /// Items separated by commas up to a closing bracket; the opening one has been read.
  private mutating func bracketed<Item>(_ closer: UInt8, _ item: (inout AnnotationScanner) -> Item) -> [Item] {
    depth += 1
    defer { depth -= 1 }
    var items: [Item] = []
    while true {
      skipBlanks()
      if peek() == closer {
        offset += 1
        return items
      }
      if !isAtEndOfLine { items.append(item(&self)) }
      if consume(",") || consume(";") { continue }
      if peek() != closer {
        problem("'\(Character(Unicode.Scalar(closer)))' is expected here.")
        return items
      }
    }
  }

  private mutating func tableType() -> TypeExpression {
    let start = offset
    offset += 1
    let fields = bracketed(UInt8(ascii: "}")) { $0.tableField() }
    return TypeExpression(.table(fields), start..<offset)
  }

  private mutating func tableField() -> TableTypeField {
    skipBlanks()
    if peek() == UInt8(ascii: "[") {
      let start = offset
      offset += 1
      let items = bracketed(UInt8(ascii: "]")) { $0.type() }
      let range = start..<offset
      var ahead = self
      let isOptional = ahead.consume("?")
      if items.count == 1, ahead.consume(":") {
        self = ahead
        return TableTypeField(key: Self.key(items[0]), isOptional: isOptional, type: type())
      }
      // It was no key but a tuple, the type of an item.
      let item = suffixes(of: TypeExpression(.tuple(items), range))
      return TableTypeField(key: .positional, isOptional: false, type: union([item]))
    } else {
      var ahead = self
      if let name = ahead.name() {
        let isOptional = ahead.consume("?")
        if ahead.consume(":") {
          self = ahead
          return TableTypeField(key: .name(name), isOptional: isOptional, type: type())
        }
      }
    }
    return TableTypeField(key: .positional, isOptional: false, type: type())
  }

  /// `[Type]` or `["name"]` as the key of a field.
  mutating func indexKey() -> TableTypeField.Key {
    guard consume("[") else { return .positional }
    depth += 1
    let key = type()
    depth -= 1
    if !consume("]") { problem("This '[' is not closed.") }
    return Self.key(key)
  }

  private static func key(_ type: TypeExpression) -> TableTypeField.Key {
    if case .string(let text) = type.kind { return .name(AnnotatedName(text: text, range: type.range)) }
    return .type(type)
  }

  private mutating func function(from start: Int, isAsync: Bool) -> TypeExpression {
    offset += 1
    let parameters = bracketed(UInt8(ascii: ")")) { $0.parameter() }
    var results: [FunctionType.Result] = []
    if lookahead({ $0.consume(":") }) {
      _ = consume(":")
      results += peekPastBlanks() == UInt8(ascii: "(") ? resultsInParentheses() : [result()]
      // Inside brackets a comma separates what is around the function.
      while depth == 0, consume(",") { results.append(result()) }
    }
    return TypeExpression(
      .function(FunctionType(isAsync: isAsync, parameters: parameters, results: results)), start..<offset)
  }

  private mutating func peekPastBlanks() -> UInt8 {
    skipBlanks()
    return peek()
  }

  /// `(A, B)` or `(a: A)`; without a comma and a name the parentheses are only those of a type, which may go on.
  private mutating func resultsInParentheses() -> [FunctionType.Result] {
    let start = offset
    offset += 1
    let results = bracketed(UInt8(ascii: ")")) { $0.result() }
    guard results.count == 1, results[0].name == nil else { return results }
    let first = TypeExpression(.parenthesized(results[0].type), start..<offset)
    return [FunctionType.Result(name: nil, type: union([suffixes(of: first)]))]
  }

  private mutating func parameter() -> FunctionType.Parameter {
    let name = parameterName() ?? AnnotatedName(text: "", range: offset..<offset)
    if name.text.isEmpty { problem("The name of a parameter is expected here.") }
    let isOptional = consume("?")
    return FunctionType.Parameter(name: name, isOptional: isOptional, type: consume(":") ? type() : nil)
  }

  /// A name or `...`.
  mutating func parameterName() -> AnnotatedName? {
    skipBlanks()
    guard peek() == UInt8(ascii: "."), peek(1) == UInt8(ascii: "."), peek(2) == UInt8(ascii: ".") else { return name() }
    offset += 3
    return named(offset - 3..<offset)
  }

  /// A result of a function type, which may be named.
  private mutating func result() -> FunctionType.Result {
    var ahead = self
    if let name = ahead.parameterName(), ahead.peek() == UInt8(ascii: ":") {
      self = ahead
      offset += 1
      return FunctionType.Result(name: name, type: type())
    }
    return FunctionType.Result(name: nil, type: type())
  }
}
