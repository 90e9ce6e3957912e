import CofreJSON

/// Compares resource policies by what they say.
enum ResourcePolicyText {
  /// Whether two JSON texts are the same policy: order and spelling of lists, white space and the order of members do
  /// not matter.
  static func areSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    guard let left = try? JSON.parse(left), let right = try? JSON.parse(right) else { return false }
    return canonical(left) == canonical(right)
  }

  /// One element stands for a list of one, a list of texts is a set, an account's root stands for the account.
  private static func canonical(_ json: JSON) -> JSON {
    switch json {
    case .object(let object): return .object(JSONObject(object.members.map { ($0.key, canonical($0.value)) }))
    case .array(let elements):
      let elements = elements.map(canonical)
      if elements.count == 1 { return elements[0] }
      let texts = elements.compactMap(\.stringValue)
      return texts.count == elements.count ? .array(Set(texts).sorted().map { .string($0) }) : .array(elements)
    case .string(let text): return .string(account(ofRoot: text) ?? text)
    default: return json
    }
  }

  /// `arn:aws:iam::123456789012:root` → `123456789012`.
  private static func account(ofRoot text: String) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[5] == "root" else { return nil }
    return String(parts[4])
  }
}
