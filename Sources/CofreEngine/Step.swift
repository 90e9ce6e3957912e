package import CofreModel
package import CofreProvider

/// One operation on one resource, as planned, as shown, as done.
package struct Step: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case same
    case create
    case update
    /// Makes the new one and gives the old one up; see ``Step/deletesFirst``.
    case replace
    case delete
    /// Removes what a ``replace`` left behind.
    case deleteReplaced = "delete-replaced"
    /// Drops a resource from state and leaves the cloud object in place.
    case retain
    /// Reads the cloud and takes over what it says.
    case refresh
  }

  package var kind: Kind
  package var urn: URN
  /// The cloud's identifier; empty while it is not known.
  package var id: String
  package var diff: Diff
  /// Of a replacement: whether the old one goes before the new one comes.
  package var deletesFirst: Bool
  package var location: SourceLocation?
  /// What stays behind in the cloud when the resource is deleted or replaced; nil when nothing does.
  package var tombstone: String?

  package init(
    _ kind: Kind, urn: URN, id: String = "", diff: Diff = Diff(), deletesFirst: Bool = false,
    location: SourceLocation? = nil, tombstone: String? = nil
  ) {
    self.kind = kind
    self.urn = urn
    self.id = id
    self.diff = diff
    self.deletesFirst = deletesFirst
    self.location = location
    self.tombstone = tombstone
  }
}
