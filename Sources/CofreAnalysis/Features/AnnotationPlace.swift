import LuaSyntax

/// Where in a LuaCATS annotation an offset is, for completion.
///
/// Only the line in front of the offset is looked at, so that it takes the same time in a long file as in a short one.
struct AnnotationPlace {
  enum Kind: Equatable {
    /// Behind the `@`.
    case tag
    /// Behind the dashes, with nothing else on the line.
    case emptyLine
    /// Where a type stands; of the class above a class only classes will do.
    case type(isParent: Bool)
    /// The name of a parameter of the function below.
    case parameter
    /// The name of a variable.
    case variable
    case diagnosticAction
    case diagnosticCode
    /// Anything that has a name.
    case reference
    /// The word that an annotation takes at this place, such as `private` of a field.
    case word(AnnotationWord)
  }

  var kind: Kind
  /// The word at the offset.
  var replaceRange: Range<Int>
  /// What can be written in the comment, without its dashes or brackets.
  var content: Range<Int>
  /// Whether nothing but blanks follows on the line.
  var isAtEnd: Bool

  /// Nil where no annotation is being written.
  init?(at offset: Int, in file: SourceFile) {
    guard let comment = file.comment(at: offset), let content = Self.content(of: comment, at: offset, in: file) else {
      return nil
    }
    let source = file.source
    let word = Self.word(at: offset, in: content, source)
    let before = source[content.lowerBound..<word.lowerBound].drop { $0.isSpace }
    let isAtEnd = source[word.upperBound..<content.upperBound].allSatisfy(\.isSpace)
    self.content = content
    self.isAtEnd = isAtEnd
    replaceRange = word
    if before.isEmpty {
      guard word.isEmpty, isAtEnd, comment.kind == .documentationComment, comment.isFirstOnLine else { return nil }
      kind = .emptyLine
      replaceRange = offset..<offset
      return
    }
    guard before.first == UInt8(ascii: "@") else { return nil }
    var rest = before.dropFirst()
    if rest.isEmpty {
      kind = .tag
      return
    }
    let tag = String(decoding: rest.prefix { $0.isAnnotationWord }, as: UTF8.self)
    rest = rest.dropFirst(tag.utf8.count)
    guard let kind = Self.kind(behind: tag, rest) else { return nil }
    self.kind = kind
  }

  /// The part of the line of an offset that is in the comment; nil where no annotation can stand.
  private static func content(of comment: Token, at offset: Int, in file: SourceFile) -> Range<Int>? {
    guard var content = file.annotatedRange(of: comment) else { return nil }
    if comment.kind == .blockComment {
      // `--[[@as string]]`, all in one line; one that is not closed goes on to the end of the file.
      let end = file.source[content].firstIndex { $0 == UInt8(ascii: "]") || $0 == 10 || $0 == 13 }
      content = content.lowerBound..<(end ?? content.upperBound)
    }
    return content.lowerBound <= offset && offset <= content.upperBound ? content : nil
  }

  /// The name at an offset, with its dots and dashes; empty where there is none.
  static func word(at offset: Int, in content: Range<Int>, _ source: [UInt8]) -> Range<Int> {
    var start = offset
    while start > content.lowerBound {
      let byte = source[start - 1]
      // A dash belongs to a word only inside it: `-string` takes a type away.
      let isInside = byte == UInt8(ascii: "-") && start - 1 > content.lowerBound && source[start - 2].isAnnotationWord
      guard byte.isAnnotationWord || isInside else { break }
      start -= 1
    }
    var end = offset
    while end < content.upperBound {
      let byte = source[end]
      let isInside = byte == UInt8(ascii: "-") && end + 1 < content.upperBound && source[end + 1].isAnnotationWord
      guard byte.isAnnotationWord || isInside && end > start else { break }
      end += 1
    }
    return start..<end
  }

  /// What stands behind a tag and the text in front of the word; nil where it is free text, or the name of something new.
  private static func kind(behind tag: String, _ text: ArraySlice<UInt8>) -> Kind? {
    guard let first = text.first, first.isSpace || first == UInt8(ascii: "(") else { return nil }
    var rest = text.drop { $0.isSpace }
    func type(_ state: AnnotatedTypeScan = AnnotatedTypeScan(), isParent: Bool = false) -> Kind? {
      var scan = state
      return scan.expectsType(behind: rest) ? .type(isParent: isParent) : nil
    }
    switch tag {
    case "type", "return": return type(AnnotatedTypeScan(isList: true, isNamed: tag == "return"))
    case "as", "overload", "vararg": return type()
    case "param":
      if rest.isEmpty { return .parameter }
      return rest.dropName() ? type() : nil
    case "field":
      if rest.isEmpty { return .word(.visibility) }
      if rest.first != UInt8(ascii: "[") {
        let isVisibility = Annotation.Visibility(rawValue: rest.name) != nil
        guard rest.dropName() else { return nil }
        if isVisibility, rest.isEmpty { return nil }
        if isVisibility, rest.first != UInt8(ascii: "["), !rest.dropName() { return nil }
      }
      return type(AnnotatedTypeScan(isField: rest.first == UInt8(ascii: "[")))
    case "alias": return rest.dropName() ? type(AnnotatedTypeScan(isField: rest.first == UInt8(ascii: "<"))) : nil
    case "generic": return type(.parameters)
    case "class": return classPlace(rest)
    case "enum": return rest.elementsEqual([UInt8(ascii: "(")]) ? .word(.enumKey) : nil
    case "cast":
      if rest.isEmpty { return .variable }
      return rest.dropName() ? type(AnnotatedTypeScan(isList: true)) : nil
    case "diagnostic":
      if rest.isEmpty { return .diagnosticAction }
      return rest.contains(UInt8(ascii: ":")) ? .diagnosticCode : nil
    case "see": return rest.isEmpty ? .reference : nil
    case "operator":
      if rest.isEmpty { return .word(.metamethod) }
      return rest.dropName() ? type(.operands) : nil
    default: return nil
    }
  }

  private static func classPlace(_ text: ArraySlice<UInt8>) -> Kind? {
    var rest = text
    if rest.elementsEqual([UInt8(ascii: "(")]) { return .word(.classKind) }
    if rest.first == UInt8(ascii: "(") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ")")) else { return nil }
      rest = rest[(end + 1)...].drop { $0.isSpace }
    }
    guard !rest.isEmpty, rest.dropName() else { return nil }
    if rest.first == UInt8(ascii: "<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else {
        var scan = AnnotatedTypeScan.parameters
        return scan.expectsType(behind: rest.dropFirst()) ? .type(isParent: false) : nil
      }
      rest = rest[(end + 1)...].drop { $0.isSpace }
    }
    guard rest.first == UInt8(ascii: ":") else { return nil }
    var scan = AnnotatedTypeScan(isList: true)
    return scan.expectsType(behind: rest.dropFirst()) ? .type(isParent: true) : nil
  }
}

extension UInt8 {
  var isSpace: Bool { self == 32 || self == 9 }

  /// Whether it is in the names that annotations write; a dash is in some of them as well.
  var isAnnotationWord: Bool { isAnnotatedNamePart || self == UInt8(ascii: ".") }
}

extension ArraySlice<UInt8> {
  /// The name that it begins with.
  fileprivate var name: String { String(decoding: prefix { $0.isAnnotationWord }, as: UTF8.self) }

  /// Goes behind a name, the mark that it is optional, and blanks; false where the name is not over.
  fileprivate mutating func dropName() -> Bool {
    var rest = drop { $0.isAnnotationWord }
    guard rest.startIndex > startIndex else { return false }
    if rest.first == UInt8(ascii: "?") { rest = rest.dropFirst() }
    guard let next = rest.first, next.isSpace || ":<(".utf8.contains(next) else { return false }
    self = rest.drop { $0.isSpace }
    return true
  }
}
