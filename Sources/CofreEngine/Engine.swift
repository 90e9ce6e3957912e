package import CofreModel
package import CofreProvider

/// Registrations to steps to a plan to execution to events.
///
/// It knows neither disk nor network nor terminal nor Lua nor any cloud: what it needs of them it is given.
package struct Engine: Sendable {
  /// What an operation needs to know and to have.
  package struct Environment: Sendable {
    /// The URN of the stack itself, to which its exports are bound.
    package var stack: URN
    package var factory: any ProviderFactory
    package var sealer: any Sealer
    package var cancellation: Cancellation
    /// Gives 32 hexadecimal digits, new at each call.
    package var makeOperationID: @Sendable () -> String
    package var observe: @Sendable (EngineEvent) -> Void

    package init(
      stack: URN, factory: any ProviderFactory, sealer: any Sealer, cancellation: Cancellation = Cancellation(),
      makeOperationID: @escaping @Sendable () -> String, observe: @escaping @Sendable (EngineEvent) -> Void
    ) {
      self.stack = stack
      self.factory = factory
      self.sealer = sealer
      self.cancellation = cancellation
      self.makeOperationID = makeOperationID
      self.observe = observe
    }
  }

  private let environment: Environment
  private let options: EngineOptions

  package init(_ environment: Environment, options: EngineOptions = EngineOptions()) {
    self.environment = environment
    self.options = options
  }

  /// Says what an ``up(_:from:recorder:)`` would do; makes no call and changes nothing.
  package func preview(_ source: any Source, from snapshot: Snapshot) async -> Outcome {
    var deployment = Deployment(environment, options, snapshot, mode: .preview)
    return await deployment.run(source)
  }

  /// Brings the cloud to what the source wants.
  ///
  /// An ``EmptySource`` makes it a destroy.
  package func up(
    _ source: any Source, from snapshot: Snapshot, recorder: any StateRecorder
  ) async -> Outcome {
    var deployment = Deployment(environment, options, snapshot, mode: .up(FailFastRecorder(recorder)))
    return await deployment.run(source)
  }

  /// Takes over what the cloud says of every recorded resource.
  ///
  /// Without a recorder it only says what it found.
  package func refresh(from snapshot: Snapshot, recorder: (any StateRecorder)?) async -> Outcome {
    await Refresh(environment, options, recorder).run(snapshot)
  }

  /// Settles what an earlier run left unfinished, by reading the cloud; gives the snapshot as it is then.
  ///
  /// To be called before any operation that changes something. What cannot be settled stays pending and is a diagnostic;
  /// what a cancellation leaves stays pending without one.
  package func recover(_ snapshot: Snapshot, recorder: any StateRecorder) async -> (Snapshot, [Diagnostic]) {
    await Recovery(environment, recorder).run(snapshot)
  }
}
