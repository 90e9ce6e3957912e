package import CofreModel

/// What a script that acts is run with.
package struct ScriptRunnerOptions: Sendable {
  /// A function that scripts find as `cofre.<name>`; the calling coroutine waits until it returns.
  ///
  /// It gets plain and sensitive values; sensitive leaves of its result reach the script as opaque objects.
  package typealias HostFunction = @Sendable ([Value]) async throws -> Value

  /// The script's path, relative to the root from which files are read.
  package var script: String
  package var arguments: [String]
  /// Reads a file below the root by its relative path; nil when there is none.
  package var readFile: @Sendable (String) throws -> [UInt8]?
  /// Reads the standard library from somewhere else than the program itself.
  package var readStandardFile: (@Sendable (String) throws -> [UInt8]?)?
  /// By name; dots in a name make tables.
  package var hostFunctions: [String: HostFunction]
  package var sleep: @Sendable (Duration) async throws -> Void
  package var limits: ScriptLimits
  /// Told, on the script's thread, what the script prints and logs.
  package var onMessage: @Sendable (ScriptMessage) -> Void

  package init(
    script: String, arguments: [String] = [], readFile: @escaping @Sendable (String) throws -> [UInt8]?,
    readStandardFile: (@Sendable (String) throws -> [UInt8]?)? = nil, hostFunctions: [String: HostFunction] = [:],
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    limits: ScriptLimits = ScriptLimits(time: nil), onMessage: @escaping @Sendable (ScriptMessage) -> Void = { _ in }
  ) {
    self.script = script
    self.arguments = arguments
    self.readFile = readFile
    self.readStandardFile = readStandardFile
    self.hostFunctions = hostFunctions
    self.sleep = sleep
    self.limits = limits
    self.onMessage = onMessage
  }
}
