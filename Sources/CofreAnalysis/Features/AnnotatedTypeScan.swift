/// Finds out whether a type is expected behind a text that begins where one does.
///
/// It reads marks only: what is wrong in the text leads at worst to an offer that does not fit.
struct AnnotatedTypeScan {
  private enum State { case type, name, complete }

  private var state = State.type
  /// The brackets that are open, with `f` for those of `fun(`.
  private var open: [UInt8] = []
  private var isBehindFun = false
  /// Whether `:` may follow what is complete.
  private var takesResult = false
  /// Whether further types follow behind commas.
  private let isList: Bool
  /// Whether each type may be followed by a name.
  private let isNamed: Bool
  private var isNameTaken = false
  /// Whether a bracket comes before the type.
  private var isField: Bool

  init(isList: Bool = false, isNamed: Bool = false, isField: Bool = false) {
    self.isList = isList
    self.isNamed = isNamed
    self.isField = isField
  }

  /// `T: A, U: B`, as type parameters are declared.
  static var parameters: AnnotatedTypeScan {
    var scan = AnnotatedTypeScan()
    scan.open = [UInt8(ascii: "f")]
    scan.state = .name
    return scan
  }

  /// `(A): B`, as behind the name of an operator.
  static var operands: AnnotatedTypeScan {
    var scan = AnnotatedTypeScan(isField: true)
    scan.state = .complete
    scan.takesResult = true
    return scan
  }

  mutating func expectsType(behind text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    while let byte = rest.first {
      if byte.isAnnotationWord {
        let word = rest.prefix { $0.isAnnotationWord || $0 == UInt8(ascii: "-") }
        rest = rest[word.endIndex...]
        guard take(word, before: rest.first) else { return false }
        continue
      }
      rest = rest.dropFirst()
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
        guard let end = rest.firstIndex(of: byte) else { return false }
        rest = rest[(end + 1)...]
        state = .complete
        continue
      }
      if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: "]"), state == .complete {
        rest = rest.dropFirst()
        continue
      }
      guard take(byte) else { return false }
    }
    return state == .type
  }

  private mutating func take(_ word: ArraySlice<UInt8>, before next: UInt8?) -> Bool {
    switch state {
    case .type:
      let name = String(decoding: word, as: UTF8.self)
      if name == "async", next?.isSpace == true { return true }
      isBehindFun = name == "fun" && next == UInt8(ascii: "(")
      state = .complete
    case .name: break
    case .complete:
      // Behind a type a name may follow, but no text.
      guard open.isEmpty, isNamed, !isNameTaken else { return !open.isEmpty }
      isNameTaken = true
    }
    return true
  }

  private mutating func take(_ mark: UInt8) -> Bool {
    switch mark {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "|"): state = .type
    case UInt8(ascii: "<"):
      open.append(mark)
      state = isField && open.count == 1 ? .name : .type
    case UInt8(ascii: "["):
      open.append(mark)
      state = .type
    case UInt8(ascii: "{"):
      open.append(mark)
      state = .name
    case UInt8(ascii: "("):
      open.append(isBehindFun ? UInt8(ascii: "f") : mark)
      state = isBehindFun ? .name : .type
      isBehindFun = false
    case UInt8(ascii: ">"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"):
      takesResult = open.popLast() == UInt8(ascii: "f") || isField
      state = .complete
      // What came in the brackets before the type itself.
      if open.isEmpty, isField, mark != UInt8(ascii: ")") {
        state = .type
        isField = false
      }
    case UInt8(ascii: ":"):
      guard !open.isEmpty || takesResult else { return false }
      state = .type
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      guard let bracket = open.last else {
        state = .type
        isNameTaken = false
        return isList
      }
      state = bracket == UInt8(ascii: "f") || bracket == UInt8(ascii: "{") ? .name : .type
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return isList && state == .type && open.isEmpty
    default: return false
    }
    return true
  }
}
