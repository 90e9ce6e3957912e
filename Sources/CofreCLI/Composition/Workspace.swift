import CofreEngine
import CofreModel
import CofreProvider
import CofreState
struct ProjectFolder {
  var sandbox: Bool; var name: String
  static func load(_ g: GlobalOptions) throws -> ProjectFolder { preconditionFailure() }
  static func rootOrWorkingDirectory(_ g: GlobalOptions) throws -> String { "" }
  static func absolute(_ p: String, _ g: GlobalOptions) -> String { "" }
  func createStack(_ n: String) throws {}
  func stacks() async throws -> [String] { [] }
  func selectedStack() throws -> String { "" }
  func select(_ n: String) throws {}
  func removeStack(_ n: String, force: Bool, keepsConfiguration: Bool) async throws {}
  static func unknownStack(_ n: String, among: [String]) -> Diagnostic { preconditionFailure() }
}
struct Workspace: Sendable {
  var root: String; var stack: String; var project: ProjectFolder
  static func open(_ g: GlobalOptions, _ s: StackOptions, console: Console) throws -> Workspace { preconditionFailure() }
  func readSnapshot() async throws -> Snapshot { preconditionFailure() }
  func readExports(opening: Bool) async throws -> [String: Value] { [:] }
  func openState(for n: OperationName) async throws -> any StateSession { preconditionFailure() }
  var stackURN: URN { preconditionFailure() }
  var sealer: any Sealer { preconditionFailure() }
  func providers(sandbox: Sandbox?) -> CloudFactory { preconditionFailure() }
  func program(isPreview: Bool, console: Console) throws -> ScriptSource { preconditionFailure() }
  func setConfiguration(_ k: String, to: Value, allowsSecretLookingText: Bool) throws {}
  func configurationValue(_ k: String) throws -> Value { .null }
  func removeConfiguration(_ k: String) throws {}
  func configuration(opening: Bool) throws -> [String: Value] { [:] }
}
