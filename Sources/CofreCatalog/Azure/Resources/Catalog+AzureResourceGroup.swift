package import CofreSchema

extension Catalog.Azure {
  package static let resourceGroup = ResourceType(
    name: "azure.resources.ResourceGroup",
    summary: "A resource group: the container that every Azure resource is in.",
    documentation: "https://learn.microsoft.com/rest/api/resources/resource-groups",
    inputs: [
      location,
      .string(
        "managed_by", .createOnly, .wire("managedBy"), .normalized(.caseInsensitive),
        doc: "The id of the resource that manages this group."),
      .string(
        "resource_group_name", .createOnly, .wire("resourceGroupName"),
        .length(1...90),
        .pattern(
          "(\(allowed)|[.])*\(allowed)",
          "letters, digits and the characters _ - . ( ), and must not end with a dot"),
        .normalized(.caseInsensitive), .autoName(AutoName(maximumLength: 90, allowedPunctuation: "-_.")),
        doc: "The name of the group, unique in the subscription."),
      tags,
    ],
    outputs: [
      name,
      .object("properties", [provisioningState], doc: "What Azure says about it."),
      type,
    ],
    idFormat: "The Azure resource id: `/subscriptions/{subscription}/resourceGroups/{name}`.",
    tombstone: """
      Nothing is left of the group itself. Deleting it deletes everything in it, also what Cofre does not manage; the \
      key vaults among that stay soft-deleted, and their names taken, for 7 to 90 days.
      """,
    permissions: .init(
      create: [
        "Microsoft.Resources/subscriptions/resourceGroups/read",
        "Microsoft.Resources/subscriptions/resourceGroups/write",
      ],
      read: ["Microsoft.Resources/subscriptions/resourceGroups/read"],
      update: ["Microsoft.Resources/subscriptions/resourceGroups/write"],
      delete: ["Microsoft.Resources/subscriptions/resourceGroups/delete"]),
    examples: [
      """
      local azure = require "cofre.azure"

      local group = azure.resources.ResourceGroup("keys", {
        location = "westeurope",
        tags = { team = "ml" },
      })
      """
    ])

  /// Any character but ASCII's controls, white space and punctuation, of which only `_ - ( )` are allowed.
  private static let allowed = "[^\u{01}-'*-,./:-@[-^`{-\u{7f}]"
}
