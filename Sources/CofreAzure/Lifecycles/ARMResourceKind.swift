import CofreModel
import CofreProvider
import CofreSchema

/// Where the resources of a type live in Azure Resource Manager.
struct ARMResourceKind: Sendable {
  let type: ResourceType
  /// In messages: "key vault".
  let noun: String
  let apiVersion: String
  /// Nil for the resource group itself.
  let namespace: String?
  /// The types below the namespace and the properties that hold their names, outermost first.
  let segments: [(type: String, property: String)]

  /// The properties that stand in the path rather than in the body.
  var pathProperties: Set<String> { Set(["resource_group_name"] + segments.map(\.property)) }

  var nameProperty: String { segments.last?.property ?? "resource_group_name" }

  var hasTags: Bool { type.input("tags") != nil }

  /// The id that inputs lead to.
  func id(_ inputs: [String: Value], subscription: String) throws -> ResourceID {
    ResourceID(
      subscription: subscription, resourceGroup: try name("resource_group_name", inputs), namespace: namespace,
      segments: try segments.map { ResourceID.Segment(type: $0.type, name: try name($0.property, inputs)) })
  }

  /// The id that a user or the state gives.
  func id(parsing text: String) throws -> ResourceID {
    let wanted = ResourceID(
      subscription: "", resourceGroup: "", namespace: namespace,
      segments: segments.map { ResourceID.Segment(type: $0.type, name: "") })
    guard let id = ResourceID(parsing: text),
      id.namespace?.lowercased() == namespace?.lowercased(),
      id.segments.map({ $0.type.lowercased() }) == wanted.segments.map({ $0.type.lowercased() })
    else {
      throw ProviderError(.invalid, "\"\(text)\" is not the id of a \(noun). \(type.idFormat)")
    }
    return id
  }

  /// The inputs that an id holds.
  func inputs(of id: ResourceID) -> [String: Value] {
    var inputs: [String: Value] = ["resource_group_name": .string(id.resourceGroup)]
    for (segment, known) in zip(segments, id.segments) { inputs[segment.property] = .string(known.name) }
    return inputs
  }

  private func name(_ property: String, _ inputs: [String: Value]) throws -> String {
    guard let name = inputs[property]?.revealed(for: .providerRequest).stringValue, !name.isEmpty,
      !name.contains("/")
    else {
      throw ProviderError(.invalid, "'\(property)' of \(type.name) is no name: it is empty or holds a slash.")
    }
    return name
  }
}
