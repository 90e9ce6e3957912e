/// How the resources of one type are made, read, changed and removed: one implementation, one file.
///
/// Every call is idempotent as far as the cloud lets it be: it may be repeated after a crash with the same request. All
/// throw ``ProviderError``. None may log or keep a property value.
package protocol ResourceLifecycle: Sendable {
  /// Whether its operations reach outside this process, so that an interrupted one must be looked into.
  ///
  /// The default is true.
  var makesCloudCalls: Bool { get }

  /// Fills in what the provider's configuration says (region, project, subscription) and checks the cloud's rules
  /// that the schema cannot say.
  ///
  /// It must not reach the network. The default returns the inputs as they are.
  func check(_ request: CheckRequest) throws -> CheckResult

  /// Says which changes matter.
  ///
  /// It must not reach the network: it has the recorded outputs to look at. The default is ``SchemaDiff``.
  func diff(_ request: DiffRequest) throws -> Diff

  /// Makes the resource and waits until it can be used.
  ///
  /// When it was made but is not complete, it returns the reasons rather than throwing, so that nothing made is
  /// forgotten.
  func create(_ request: CreateRequest) async throws -> ResourceResult

  /// Finds what an interrupted ``create(_:)`` with the same request made: by name, then by owner tag.
  ///
  /// Nil when it made nothing; an error of code `alreadyExists` when the name belongs to somebody else.
  func findCreated(_ request: CreateRequest) async throws -> ResourceResult?

  /// The resource as it is now, or nil when it is gone, which includes "scheduled for deletion".
  func read(_ request: ReadRequest) async throws -> ReadResult?

  /// Changes the resource in place.
  func update(_ request: UpdateRequest) async throws -> ResourceResult

  /// Removes the resource.
  ///
  /// It being gone already is success.
  func delete(_ request: DeleteRequest) async throws
}

extension ResourceLifecycle {
  package var makesCloudCalls: Bool { true }

  package func check(_ request: CheckRequest) throws -> CheckResult { CheckResult(inputs: request.inputs) }

  package func diff(_ request: DiffRequest) throws -> Diff { SchemaDiff.diff(request) }
}
