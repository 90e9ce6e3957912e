import CofreCrypto
import CofreJSON
import CofreModel
import CofreProvider

/// The tags by which we know what we made; scripts never see them.
struct OwnerTags: Sendable, Equatable {
  static let urnName = "cofre-urn"
  static let operationName = "cofre-operation"

  var urn: String?
  var operation: String?

  init(_ owner: Owner) {
    urn = Self.mark(owner.urn)
    operation = owner.operationID
  }

  /// The tags that a resource carries.
  init(in resource: JSON) {
    urn = resource["tags"]?[Self.urnName]?.stringValue
    operation = resource["tags"]?[Self.operationName]?.stringValue
  }

  /// The tags of something that the step has begun and must do more to.
  static func unfinished(_ owner: Owner) -> OwnerTags {
    var tags = OwnerTags(owner)
    tags.operation? += unfinishedSuffix
    return tags
  }

  /// Whether an interrupted attempt of the same step made it.
  func isSameOperation(as owner: Owner) -> Bool {
    operation == owner.operationID || operation == owner.operationID + Self.unfinishedSuffix
  }

  var isUnfinished: Bool { operation?.hasSuffix(Self.unfinishedSuffix) ?? false }

  private static let unfinishedSuffix = "-unfinished"

  func isSameResource(as urn: URN) -> Bool { self.urn == Self.mark(urn) }

  /// The tags of the script with ours.
  func added(to tags: JSON?) -> JSON {
    var all = tags?.objectValue ?? [:]
    all[Self.urnName] = urn.map { .string($0) }
    all[Self.operationName] = operation.map { .string($0) }
    return .object(all)
  }

  /// Takes our tags out of decoded properties, and the whole when nothing else is left.
  static func strip(_ members: inout [String: Value]) {
    guard case .object(var tags)? = members["tags"] else { return }
    tags[urnName] = nil
    tags[operationName] = nil
    members["tags"] = tags.isEmpty ? nil : .object(tags)
  }

  /// A tag's value has at most 256 characters.
  static func mark(_ urn: URN) -> String {
    let text = urn.description
    return text.count <= 256 ? text : "sha256:" + Hex.encode(SHA256.hash(Array(text.utf8)))
  }
}
