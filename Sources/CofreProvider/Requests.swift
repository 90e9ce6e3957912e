package import CofreModel
package import CofreSchema

/// Who makes the request: what goes into owner tags and idempotency tokens.
package struct Owner: Sendable, Equatable {
  package var urn: URN
  /// 32 hexadecimal digits, new for each step and the same when the step is repeated after a crash.
  package var operationID: String

  package init(urn: URN, operationID: String) {
    self.urn = urn
    self.operationID = operationID
  }
}

package struct CheckRequest: Sendable {
  package var urn: URN
  package var type: ResourceType
  /// Prepared inputs: defaults and names filled in, sensitive ones boxed; may be unknown in a preview.
  package var inputs: [String: Value]
  /// The inputs of the recorded resource, sealed; nil when there is none.
  package var priorInputs: [String: Value]?

  package init(urn: URN, type: ResourceType, inputs: [String: Value], priorInputs: [String: Value]?) {
    self.urn = urn
    self.type = type
    self.inputs = inputs
    self.priorInputs = priorInputs
  }
}

package struct CheckResult: Sendable {
  package var inputs: [String: Value]
  package var violations: [Violation]

  package init(inputs: [String: Value], violations: [Violation] = []) {
    self.inputs = inputs
    self.violations = violations
  }
}

package struct DiffRequest: Sendable {
  package var urn: URN
  package var type: ResourceType
  package var id: String
  /// Sealed, as recorded.
  package var oldInputs: [String: Value]
  /// Sealed, as recorded.
  package var oldOutputs: [String: Value]
  /// Sealed like the old ones, so that the two can be compared; unknown leaves stay unknown.
  package var newInputs: [String: Value]

  package init(
    urn: URN, type: ResourceType, id: String, oldInputs: [String: Value], oldOutputs: [String: Value],
    newInputs: [String: Value]
  ) {
    self.urn = urn
    self.type = type
    self.id = id
    self.oldInputs = oldInputs
    self.oldOutputs = oldOutputs
    self.newInputs = newInputs
  }
}

package struct CreateRequest: Sendable {
  package var owner: Owner
  package var type: ResourceType
  /// Checked inputs; sensitive leaves boxed.
  ///
  /// In ``ResourceLifecycle/findCreated(_:)`` sensitive leaves are digests.
  package var inputs: [String: Value]
  package var timeout: Duration?

  package init(owner: Owner, type: ResourceType, inputs: [String: Value], timeout: Duration? = nil) {
    self.owner = owner
    self.type = type
    self.inputs = inputs
    self.timeout = timeout
  }
}

package struct ReadRequest: Sendable {
  package var urn: URN
  package var type: ResourceType
  package var id: String
  /// Sealed, as recorded; empty on import.
  package var inputs: [String: Value]
  /// Sealed, as recorded; empty on import.
  package var outputs: [String: Value]

  package init(urn: URN, type: ResourceType, id: String, inputs: [String: Value], outputs: [String: Value]) {
    self.urn = urn
    self.type = type
    self.id = id
    self.inputs = inputs
    self.outputs = outputs
  }
}

package struct UpdateRequest: Sendable {
  package var owner: Owner
  package var type: ResourceType
  package var id: String
  /// Sealed, as recorded.
  package var oldInputs: [String: Value]
  /// Opened where state could open them.
  package var oldOutputs: [String: Value]
  /// Checked inputs; sensitive leaves boxed, except those whose changes are ignored, which are left out.
  package var inputs: [String: Value]
  /// What changes; of a resource that an earlier call left incomplete, every input that can be updated.
  package var diff: Diff
  package var timeout: Duration?

  package init(
    owner: Owner, type: ResourceType, id: String, oldInputs: [String: Value], oldOutputs: [String: Value],
    inputs: [String: Value], diff: Diff, timeout: Duration? = nil
  ) {
    self.owner = owner
    self.type = type
    self.id = id
    self.oldInputs = oldInputs
    self.oldOutputs = oldOutputs
    self.inputs = inputs
    self.diff = diff
    self.timeout = timeout
  }

  /// Whether a top-level input, or anything below it, changes.
  package func changes(_ name: String) -> Bool { diff.changes.contains { $0.path.root == name } }
}

package struct DeleteRequest: Sendable {
  package var owner: Owner
  package var type: ResourceType
  package var id: String
  /// Sealed, as recorded.
  package var inputs: [String: Value]
  /// Opened where state could open them.
  package var outputs: [String: Value]
  /// Other resources that the same run deletes, so that a call that its container makes needless can be left out.
  package var alsoDeleting: Set<String>
  package var timeout: Duration?

  package init(
    owner: Owner, type: ResourceType, id: String, inputs: [String: Value], outputs: [String: Value],
    alsoDeleting: Set<String> = [], timeout: Duration? = nil
  ) {
    self.owner = owner
    self.type = type
    self.id = id
    self.inputs = inputs
    self.outputs = outputs
    self.alsoDeleting = alsoDeleting
    self.timeout = timeout
  }
}

/// What a create or an update left in the cloud.
package struct ResourceResult: Sendable {
  package var id: String
  /// Outputs by the names of the type; sensitive ones need not be boxed, the type's flags see to that.
  package var outputs: [String: Value]
  /// Why the resource is not complete; empty when it is.
  ///
  /// The next run updates an incomplete one.
  package var incompleteReasons: [String]

  package init(id: String, outputs: [String: Value], incompleteReasons: [String] = []) {
    self.id = id
    self.outputs = outputs
    self.incompleteReasons = incompleteReasons
  }
}

/// A resource as it is in the cloud.
package struct ReadResult: Sendable {
  package var id: String
  /// The inputs that would make it as it is; write-only ones are left out.
  package var inputs: [String: Value]
  package var outputs: [String: Value]

  package init(id: String, inputs: [String: Value], outputs: [String: Value]) {
    self.id = id
    self.inputs = inputs
    self.outputs = outputs
  }
}
