/// What a script may say about how a resource is managed, beside its properties.
package struct ResourceOptions: Sendable, Equatable {
  /// The provider resource that manages it; nil means the default provider of its cloud.
  package var provider: URN?
  package var parent: URN?
  /// Resources that must be done first although no value of theirs is used.
  package var dependsOn: [URN] = []
  /// Refuses to delete or replace the resource.
  package var protect = false
  /// Properties whose changes in the script are ignored once the resource exists.
  package var ignoreChanges: [PropertyPath] = []
  /// Properties whose change replaces the resource even where an update would do.
  package var replaceOnChanges: [PropertyPath] = []
  /// Deletes before creating when the resource is replaced; nil means what the type says.
  package var deleteBeforeReplace: Bool?
  /// Leaves the cloud object in place when the resource goes away.
  package var retainOnDelete = false
  /// Takes the object with it: when that resource is deleted too, this one needs no call of its own.
  package var deletedWith: URN?
  /// Former URNs of this resource.
  package var aliases: [URN] = []
  /// Output properties to be treated as sensitive beyond what the type says.
  package var additionalSecretOutputs: [String] = []
  /// Limits for one operation; nil means the type's own.
  package var timeouts = Timeouts()

  package init() {}

  package struct Timeouts: Sendable, Equatable {
    package var create: Duration?
    package var update: Duration?
    package var delete: Duration?

    package init(create: Duration? = nil, update: Duration? = nil, delete: Duration? = nil) {
      self.create = create
      self.update = update
      self.delete = delete
    }
  }
}
