import CofreJSON
import CofreModel

/// Outputs: most of them repeat an input of the same name; of those only the names are written.
extension FormatV1 {
  /// The outputs to be written in full, and the names of those that are exactly the inputs.
  static func split(
    _ outputs: [String: Value], inputs: [String: Value]
  ) -> (own: [String: Value], sameAsInputs: [String]) {
    var own = outputs
    var same: [String] = []
    for (key, output) in outputs {
      guard let index = inputs.index(forKey: key), isIdentical(inputs[index].key, key),
        isIdentical(inputs[index].value, output)
      else { continue }
      own[key] = nil
      same.append(key)
    }
    return (own, same.sorted())
  }

  /// Whether the two are the same to the last bit; `==` would take two spellings of one text, or two zeros, for equal.
  private static func isIdentical(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): return isIdentical(left, right)
    case (.number(let left), .number(let right)): return left.bitPattern == right.bitPattern
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { isIdentical($0, $1) }
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.allSatisfy { key, value in
          guard let index = right.index(forKey: key) else { return false }
          return isIdentical(right[index].key, key) && isIdentical(value, right[index].value)
        }
    case (.null, _), (.bool, _), (.integer, _), (.digest, _), (.ciphertext, _): return left == right
    default: return false
    }
  }

  private static func isIdentical(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
}
