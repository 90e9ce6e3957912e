import CofreCrypto
import CofreModel
import CofreSchema

/// Makes up the cloud names that the script leaves out: the same for the same stack, and another one for a replacement.
struct NameMaker: Sendable {
  /// The snapshot's name seed.
  let seed: String

  /// Fills in the names that are missing.
  ///
  /// `keeping` is what is recorded: a name once made up stays. `replacing` is what is replaced, and `held` what was
  /// replaced earlier and may still exist: their names are taken.
  func fillIn(
    _ inputs: inout [String: Value], of type: ResourceType, urn: URN, keeping: [String: Value]?,
    replacing: [String: Value]? = nil, held: [ResourceState] = []
  ) {
    for property in type.inputs {
      guard let rule = property.autoName, inputs[property.name] == nil else { continue }
      if let recorded = keeping?[property.name] {
        inputs[property.name] = recorded
      } else {
        let former = replacing?[property.name]?.stringValue ?? ""
        let taken = Set(held.compactMap { $0.inputs[property.name]?.stringValue }).union([former])
        var name = former
        for _ in 0...taken.count where taken.contains(name) {
          let digits = Hex.encode(SHA256.hash(Array("\(seed)\n\(urn)\n\(property.name)\n\(name)".utf8)))
          name = rule.name(for: urn.name, digits: digits)
        }
        inputs[property.name] = .string(name)
      }
    }
  }

  /// Whether two of the resource would ask for one name: the script gives a name and it is the recorded one.
  static func namesCollide(given: [String: Value], recorded: [String: Value], type: ResourceType) -> Bool {
    type.inputs.contains { property in
      property.autoName != nil && given[property.name] != nil && given[property.name] == recorded[property.name]
    }
  }

  /// The recorded inputs without the names that look as if they had been made up: what the script may have given.
  static func presumablyGiven(_ state: ResourceState, type: ResourceType) -> [String: Value] {
    let names = ([state.urn] + state.options.aliases).map(\.name)
    return state.inputs.filter { name, value in
      guard let rule = type.input(name)?.autoName, let text = value.stringValue else { return true }
      let digits = String(text.suffix(rule.suffixLength))
      guard digits.allSatisfy(\.isHexDigit) else { return true }
      return !names.contains { rule.name(for: $0, digits: digits) == text }
    }
  }
}
