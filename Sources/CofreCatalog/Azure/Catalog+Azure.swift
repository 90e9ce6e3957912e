package import CofreSchema

extension Catalog.Azure {
  /// Every type of the cloud, in the order in which one usually needs them.
  package static let types: [ResourceType] = [
    provider,
    resourceGroup,
    vault,
    secret,
    virtualNetwork,
    subnet,
    privateEndpoint,
  ]
}

// Properties that the types of this cloud share.
//
// A wire name with dots is a path below the body of the request. The names that make up the resource's own path do not
// stand in the body: theirs are those of the parameters in Azure's reference.
extension Catalog.Azure {
  static let resourceGroupName = Property.string(
    "resource_group_name", .required, .createOnly, .wire("resourceGroupName"), .length(1...90),
    .normalized(.caseInsensitive), .reference(to: "azure.resources.ResourceGroup", property: "name"),
    doc: "The name of the resource group that holds it.")

  static let location = Property.string(
    "location", .createOnly, .length(1...64), .normalized(.azureLocation),
    doc: """
      The region, such as `eastus`; `East US` and `EastUS` mean the same. Without one it is the provider's `location`.
      """)

  static let tags = Property.map(
    "tags", of: .string, .count(0...48),
    doc: """
      Names and values to find and bill it by. Azure takes 50 of them; two are Cofre's, by which it knows its own \
      resources again.
      """)

  static let name = Property.string("name", doc: "The name in the cloud.")

  static let type = Property.string("type", doc: "Azure's name of the type.")

  static let provisioningState = Property.string(
    "provisioning_state", .wire("provisioningState"), .volatile,
    doc: "How far Azure is with it: `Succeeded` when it can be used.")

  static let etag = Property.string("etag", .volatile, doc: "Changes whenever the resource does.")

  /// The only member of an object that points to another resource.
  static func id(of type: String, doc: String) -> Property {
    .string("id", .required, .normalized(.caseInsensitive), .reference(to: type, property: "id"), doc: doc)
  }

  /// The only member of an object that points to a resource of a type that Cofre does not make.
  static func id(doc: String) -> Property { .string("id", .required, .normalized(.caseInsensitive), doc: doc) }
}
