import CofreHTTP

/// The name of a resource in Azure Resource Manager, taken apart.
///
/// Two that differ in case only are the same.
struct ResourceID: Sendable {
  var subscription: String
  var resourceGroup: String
  /// Such as `Microsoft.KeyVault`; nil for the resource group itself.
  var namespace: String?
  /// Types and names below the namespace, outermost first.
  var segments: [Segment]

  struct Segment: Sendable {
    var type: String
    var name: String
  }

  init(subscription: String, resourceGroup: String, namespace: String? = nil, segments: [Segment] = []) {
    self.subscription = subscription
    self.resourceGroup = resourceGroup
    self.namespace = namespace
    self.segments = segments
  }

  /// Parses `/subscriptions/…/resourceGroups/…[/providers/…/…]`; nil for another text.
  init?(parsing text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 5, parts[0].isEmpty, parts[1].lowercased() == "subscriptions",
      parts[3].lowercased() == "resourcegroups", parts.dropFirst().allSatisfy({ !$0.isEmpty })
    else { return nil }
    subscription = parts[2]
    resourceGroup = parts[4]
    segments = []
    let rest = Array(parts.dropFirst(5))
    guard !rest.isEmpty else { return }
    guard rest[0].lowercased() == "providers", rest.count >= 4, rest.count.isMultiple(of: 2) else { return nil }
    namespace = rest[1]
    for index in stride(from: 2, to: rest.count, by: 2) {
      segments.append(Segment(type: rest[index], name: rest[index + 1]))
    }
  }

  var name: String { segments.last?.name ?? resourceGroup }

  /// The resource that this one is part of; nil for a resource group.
  var parent: ResourceID? {
    guard namespace != nil else { return nil }
    let group = ResourceID(subscription: subscription, resourceGroup: resourceGroup)
    guard segments.count > 1 else { return group }
    var parent = self
    parent.segments.removeLast()
    return parent
  }

  /// By which two ids are compared.
  var key: String { description.lowercased() }

  func isSame(as text: String) -> Bool { key == text.lowercased() }

  /// The types from the namespace on, such as `microsoft.keyvault/vaults/secrets`.
  var typeKey: String {
    guard let namespace else { return "microsoft.resources/resourcegroups" }
    return ([namespace] + segments.map(\.type)).joined(separator: "/").lowercased()
  }
}

extension ResourceID: CustomStringConvertible {
  var description: String {
    var text = "/subscriptions/\(subscription)/resourceGroups/\(resourceGroup)"
    if let namespace { text += "/providers/\(namespace)" }
    for segment in segments { text += "/\(segment.type)/\(segment.name)" }
    return text
  }
}
