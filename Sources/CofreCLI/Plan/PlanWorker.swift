import CofreSchema
import CofreAnalysis
import CofreCatalog
import CofreJSON
import CofreLua
import CofreModel
import CofrePlanning
import CofreProject
import CofreState

/// Makes a plan from what lies on the disk, without any key, and without anything that could reach a cloud.
enum PlanWorker {
  /// Below the limits of the process, so that a script which goes too far is told so.
  private static let limits = ScriptLimits(time: .seconds(1), memoryBytes: 256 << 20)

  /// The answer to a request: `null` when there is no project, or no stack that one could plan for.
  static func answer(_ request: PlanRequest) async -> JSON {
    guard let project = try? Project.load(from: request.folder),
      let files = try? OverlaidFiles(project, documents: request.documents),
      let plan = try? await plan(project, files)
    else { return .null }
    return [
      "plan": PlanCodec.encode(plan),
      "files": .object(JSONObject(files.names.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ]
  }

  private static func plan(_ project: Project, _ files: OverlaidFiles) async throws -> ProjectPlan {
    let backend = try project.makeBackend()
    let named = ProcessEnvironment.variables["COFRE_STACK"].flatMap { $0.isEmpty ? nil : $0 }
    let stack = try await project.resolveStack(named, in: backend)
    let configuration = values(try StackConfiguration.load(project, stack: stack))
    let snapshot = try await backend.read(stack) ?? Snapshot(nameSeed: String(repeating: "0", count: 32))
    let clouds = OfflineClouds(
      defaults: CloudFactory.defaults(configuration, project: project.name),
      acceptsPlaceholders: (project.usesSandbox || snapshot.isSandboxed)
        && Placeholders.areAllowed(by: project, and: []))
    let program = StackProgram(
      StackProgramOptions(
        project: project.name, stack: stack, mainScript: project.main, readFile: { try files.read($0) },
        readStandardFile: ProjectStack.standardLibrary(ProcessEnvironment.variables["COFRE_STDLIB"]), isPreview: true,
        config: configuration, resourceType: { clouds.resourceType($0) },
        resourceTypeNames: Catalog.resourceTypes.map(\.name), limits: limits))
    return await OfflinePlanner(
      stack: URN(stack: stack, project: project.name, type: "cofre.Stack", name: stack), main: project.main,
      snapshot: snapshot, source: ScriptSource(program: program), factory: clouds
    ).plan()
  }

  /// The values by `namespace:name`; encrypted ones stay closed, and are unknown.
  private static func values(_ configuration: StackConfiguration) -> [String: Value] {
    var values: [String: Value] = [:]
    for entry in configuration.entries {
      if case .plain(let value) = entry.content {
        values[entry.key.text] = value
      } else {
        values[entry.key.text] = .unknown(isSensitive: true)
      }
    }
    return values
  }
}
