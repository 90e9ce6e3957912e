import CLua
import CLuaShim
import CofreModel
import CofreSchema

/// Everything that belongs to one run of a stack script; used on the thread of its ``StackProgram`` only.
final class ProgramState {
  let vm: LuaVM
  let options: StackProgramOptions
  var graph = OutputGraph()
  var registrations: [Registration] = []
  var indexByURN: [URN: ResourceIndex] = [:]
  var exports: [String: (value: Template, location: SourceLocation?)] = [:]
  var warnings: [Diagnostic] = []
  /// Registrations that became ready and were not returned yet.
  var readyGoals: [ResourceIndex] = []
  /// The goals of those.
  private var goals: [ResourceIndex: Goal] = [:]
  /// The functions of the script that run: what they may do is less than the main chunk may.
  var applying: Applying?
  /// Whether an `apply` function was given an opened sensitive value, which any later one may know since.
  var hasOpenedSensitive = false
  let catalog: CatalogIndex
  /// The standard library's function that calls a method of strings.
  var stringMethod: Int32 = 0
  /// The methods of outputs, by name.
  var outputMethods: [String: Int32] = [:]
  /// A coroutine whose last function returned.
  var idleThread: LuaThread?

  struct Applying {
    var isSensitive: Bool
  }

  init(_ options: StackProgramOptions) throws {
    self.options = options
    catalog = CatalogIndex(options.resourceTypeNames)
    let modules = ModuleFinder(
      readProjectFile: options.readFile, readStandardFile: options.readStandardFile, clouds: catalog.clouds)
    vm = try LuaVM(limits: options.limits, modules: modules)
    try vm.defineMessages(options.onMessage)
    try defineResources()
    try defineOutputs()
    try defineStack()
    try vm.runStandardFile("cofre/prelude.lua")
  }

  func runMainChunk() throws {
    guard let source = try options.readFile(options.mainScript) else {
      throw DiagnosticError(
        Diagnostic(
          code: "missing-script", "Script not found",
          detail: "The main script \(options.mainScript) does not exist.",
          hint: "Create it, or name another one as 'main' in Cofre.yaml."))
    }
    let thread = try vm.makeThread()
    defer { vm.release(thread) }
    try vm.load(source, chunk: "@\(options.mainScript)", on: thread)
    _ = try vm.resume(thread, arguments: 0)
  }

  /// Evaluates every output that can be, and takes the goals that became ready.
  func advance() throws -> [Goal] {
    var problems: [Diagnostic] = []
    repeat {
      while let id = graph.takeReady() {
        do {
          try evaluate(id)
        } catch let error as DiagnosticError {
          problems += error.diagnostics
          block(id)
        }
        if cls_is_expired(vm.state) != 0 { throw DiagnosticError(problems) }
      }
      for index in graph.takeReleasedHolders() { countDown(index) }
    } while graph.hasReady
    for index in readyGoals where goals[index] == nil {
      do {
        goals[index] = try goal(index)
      } catch let error as DiagnosticError {
        problems += error.diagnostics.map { problem in
          var problem = problem
          problem.location = registrations[index].location
          problem.urn = registrations[index].urn
          return problem
        }
        fail(index)
      }
    }
    guard problems.isEmpty else { throw DiagnosticError(problems) }
    defer { readyGoals = [] }
    return readyGoals.sorted().compactMap { index in
      guard let goal = goals[index] else { return nil }
      goals[index] = nil
      registrations[index].status = .returned
      return goal
    }
  }

  /// Takes in what became of a goal that was returned; anything else is ignored.
  func take(_ resolution: Resolution) {
    guard let index = indexByURN[resolution.urn], case .returned = registrations[index].status else { return }
    guard let outputs = resolution.outputs else {
      fail(index)
      return
    }
    registrations[index].status = .resolved
    resolvedOutputs[index] = outputs
    for (name, id) in registrations[index].fields { graph.settle(id, fieldValue(name, of: index)) }
    let dependents = registrations[index].dependents
    registrations[index].dependents = []
    for dependent in dependents { countDown(dependent) }
  }

  /// Outputs of resolved resources: a field may be asked for by an `apply` function later than it is known.
  private var resolvedOutputs: [ResourceIndex: [String: Value]] = [:]

  func fieldValue(_ name: String, of index: ResourceIndex) -> Value {
    let registration = registrations[index]
    let value: Value
    if let output = resolvedOutputs[index]?[name] {
      value = output
    } else if let input = registration.inputs[name] {
      value = (try? graph.currentValue(input)) ?? .unknown
    } else {
      value = .null
    }
    return registration.isSensitive(name) ? value.markedSensitive : value
  }

  private func countDown(_ index: ResourceIndex) {
    guard case .waiting = registrations[index].status else { return }
    registrations[index].waiting -= 1
    if registrations[index].waiting == 0 { readyGoals.append(index) }
  }

  /// Says that an output never gets a value, and with it what needs it.
  func block(_ id: OutputID) {
    for index in graph.block(id) { fail(index) }
  }

  /// Says that a resource is not made, and with it everything that needs it.
  func fail(_ index: ResourceIndex) {
    var stack = [index]
    while let index = stack.popLast() {
      switch registrations[index].status {
      case .waiting: registrations[index].status = .blocked
      case .returned: registrations[index].status = .failed
      case .resolved, .failed, .blocked: continue
      }
      for id in registrations[index].fields.values { stack += graph.block(id) }
      stack += registrations[index].dependents
      registrations[index].dependents = []
    }
  }

  private func goal(_ index: ResourceIndex) throws -> Goal {
    let registration = registrations[index]
    var dependencies: [String: Set<URN>] = [:]
    try graph.size(.object(registration.inputs)).check()
    for (name, template) in registration.inputs {
      let resources = graph.resources(behind: template.outputs)
      if !resources.isEmpty { dependencies[name] = Set(resources.map { registrations[$0].urn }) }
    }
    return Goal(
      urn: registration.urn, inputs: try registration.inputs.mapValues { try graph.currentValue($0) },
      options: registration.options, propertyDependencies: dependencies, location: registration.location)
  }

  func result() throws -> StackProgramResult {
    var blocked: [StackProgramResult.BlockedGoal] = []
    for index in registrations.indices {
      switch registrations[index].status {
      case .returned, .resolved, .failed: continue
      case .waiting, .blocked: break
      }
      blocked.append(
        StackProgramResult.BlockedGoal(
          urn: registrations[index].urn,
          waitingOn: missing(index).map(\.description).sorted().compactMap { URN(parsing: $0) }))
    }
    return StackProgramResult(
      exports: try exports.mapValues { export in
        do {
          return try graph.currentValue(export.value)
        } catch var error as DiagnosticError {
          for index in error.diagnostics.indices { error.diagnostics[index].location = export.location }
          throw error
        }
      }, blocked: blocked, warnings: warnings)
  }

  /// The resources that a blocked one needs and that have no outputs.
  private func missing(_ index: ResourceIndex) -> Set<URN> {
    let registration = registrations[index]
    let used = graph.resources(behind: registration.inputs.values.flatMap(\.outputs)).map { registrations[$0].urn }
    return Goal(
      urn: registration.urn, inputs: [:], options: registration.options, propertyDependencies: ["": Set(used)]
    )
    .dependencies.filter { urn in
      guard let index = indexByURN[urn] else { return true }
      if case .resolved = registrations[index].status { return false }
      return true
    }
  }
}

extension Template {
  var outputs: [OutputID] {
    var ids: [OutputID] = []
    forEachOutput { ids.append($0) }
    return ids
  }
}

extension LuaVM {
  /// Runs a file of the standard library with the host table as its second argument.
  func runStandardFile(_ path: String) throws {
    guard let source = try modules.standardFile(path) else {
      throw DiagnosticError(
        Diagnostic(
          code: "incomplete-stdlib", "Standard library is incomplete", detail: "The standard library has no \(path)."))
    }
    let thread = try makeThread()
    defer { release(thread) }
    try load(source, chunk: "@@\(path)", on: thread)
    guard lua_checkstack(thread.state, 2) != 0 else { throw LuaVM.outOfMemory }
    lua_pushnil(thread.state)
    cls_push_host_table(thread.state)
    _ = try resume(thread, arguments: 2)
  }
}
