package import CofreModel

/// A snapshot together with what identifies its storage form.
package struct Checkpoint: Sendable, Equatable {
  package var reference: StackReference
  /// One more than its predecessor's; the first is 1.
  package var serial: Int64
  /// Random, 32 hexadecimal digits: a journal names the checkpoint that it continues by it.
  package var id: String
  package var snapshot: Snapshot

  package init(reference: StackReference, serial: Int64, id: String, snapshot: Snapshot) {
    self.reference = reference
    self.serial = serial
    self.id = id
    self.snapshot = snapshot
  }
}
