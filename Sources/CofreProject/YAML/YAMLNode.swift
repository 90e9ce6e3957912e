import CofreModel

/// A part of a settings file, with the place where it stands.
struct YAMLNode {
  enum Content {
    /// `isPlain` says that it is not quoted, so that `1` is a number.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// `isFlow` says that it is written in braces.
    case mapping([Entry], isFlow: Bool)
  }

  struct Entry {
    var key: String
    var keyLocation: SourceLocation
    /// The first byte of the key.
    var keyOffset: Int
    var value: YAMLNode
  }

  var content: Content
  var location: SourceLocation

  /// How many nodes it is made of.
  var count: Int {
    switch content {
    case .scalar: 1
    case .sequence(let elements): elements.reduce(1) { $0 + $1.count }
    case .mapping(let entries, _): entries.reduce(1) { $0 + $1.value.count }
    }
  }

  var entries: [Entry]? {
    guard case .mapping(let entries, _) = content else { return nil }
    return entries
  }

  var isFlowMapping: Bool {
    guard case .mapping(_, let isFlow) = content else { return false }
    return isFlow
  }

  /// The value that the node means.
  var value: Value {
    switch content {
    case .scalar(let text, let isPlain): return isPlain ? YAMLScalar.resolve(text) : .string(text)
    case .sequence(let elements): return .array(elements.map(\.value))
    case .mapping(let entries, _):
      return .object(Dictionary(entries.map { ($0.key, $0.value.value) }) { _, last in last })
    }
  }
}
