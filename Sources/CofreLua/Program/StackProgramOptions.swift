package import CofreModel
package import CofreSchema

/// What a stack program is run with; everything of the outside world that it may see.
package struct StackProgramOptions: Sendable {
  package var project: String
  package var stack: String
  /// The main script's path, relative to the project's root.
  package var mainScript: String
  /// Reads a file of the project by its path relative to the root; nil when there is none.
  ///
  /// ``ProjectFileReader`` is one that never leads outside of the root.
  package var readFile: @Sendable (String) throws -> [UInt8]?
  /// Reads the standard library from somewhere else than the program itself, by paths such as `cofre/init.lua`.
  package var readStandardFile: (@Sendable (String) throws -> [UInt8]?)?
  package var isPreview: Bool
  /// The stack's configuration by `namespace:key`; sensitive values are boxed.
  ///
  /// In a preview one may be unknown: it is an output then, and a sensitive one.
  package var config: [String: Value]
  /// The description of a type by its name; nil for a name that no type has.
  package var resourceType: @Sendable (String) -> ResourceType?
  package var resourceTypeNames: [String]
  package var limits: ScriptLimits
  /// Told, on the script's thread, what the script prints and logs.
  package var onMessage: @Sendable (ScriptMessage) -> Void

  package init(
    project: String, stack: String, mainScript: String = "stack.lua",
    readFile: @escaping @Sendable (String) throws -> [UInt8]?,
    readStandardFile: (@Sendable (String) throws -> [UInt8]?)? = nil, isPreview: Bool = false,
    config: [String: Value] = [:], resourceType: @escaping @Sendable (String) -> ResourceType?,
    resourceTypeNames: [String], limits: ScriptLimits = ScriptLimits(),
    onMessage: @escaping @Sendable (ScriptMessage) -> Void = { _ in }
  ) {
    self.project = project
    self.stack = stack
    self.mainScript = mainScript
    self.readFile = readFile
    self.readStandardFile = readStandardFile
    self.isPreview = isPreview
    self.config = config
    self.resourceType = resourceType
    self.resourceTypeNames = resourceTypeNames
    self.limits = limits
    self.onMessage = onMessage
  }
}
