/// What the third argument of a constructor may say.
struct ResourceOption: Sendable {
  enum Kind: Sendable { case resource, resources, provider, boolean, strings, propertyPaths, outputNames, timeouts }

  var name: String
  var kind: Kind
  var documentation: String

  static func named(_ name: String) -> ResourceOption? { all.first { $0.name == name } }

  static let all: [ResourceOption] = [
    ResourceOption(
      name: "additional_secret_outputs", kind: .outputNames,
      documentation: "Outputs to be treated as sensitive beyond what the type says."),
    ResourceOption(name: "aliases", kind: .strings, documentation: "Former names, or whole URNs, of this resource."),
    ResourceOption(
      name: "custom_timeouts", kind: .timeouts,
      documentation: "How long an operation may take: `{ create = \"5m\", update = \"5m\", delete = \"1h30m\" }`."),
    ResourceOption(
      name: "delete_before_replace", kind: .boolean,
      documentation: "Deletes before creating when the resource is replaced."),
    ResourceOption(
      name: "deleted_with", kind: .resource,
      documentation: "The resource whose deletion takes this one with it, so that it needs no call of its own."),
    ResourceOption(
      name: "depends_on", kind: .resources,
      documentation: "Resources that must be done first although no value of theirs is used."),
    ResourceOption(
      name: "ignore_changes", kind: .propertyPaths,
      documentation: "Properties whose changes in the script are ignored once the resource exists."),
    ResourceOption(
      name: "parent", kind: .resource,
      documentation: "The resource that this one belongs to; it hands down `provider` and `protect`."),
    ResourceOption(name: "protect", kind: .boolean, documentation: "Refuses to delete or replace the resource."),
    ResourceOption(
      name: "provider", kind: .provider,
      documentation: "The provider that manages the resource; without it the default one of its cloud."),
    ResourceOption(
      name: "replace_on_changes", kind: .propertyPaths,
      documentation: "Properties whose change replaces the resource even where an update would do."),
    ResourceOption(
      name: "retain_on_delete", kind: .boolean,
      documentation: "Leaves the cloud's object in place when the resource goes away."),
  ]
}
