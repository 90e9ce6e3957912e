import CLua
import CofreModel
import CofreSchema

/// Declaring resources, and the fields of their handles.
extension ProgramState {
  func defineResources() throws {
    try vm.define("lookup") { [unowned self] call in try lookUp(call) }
    try vm.define("declare") { [unowned self] call in try declare(call) }
    try vm.define(.resource, "__index") { [unowned self] call in try field(call) }
    try vm.define(.resource, "__newindex") { _ in
      throw scriptProblem(
        "read-only-resource", "Resource cannot be changed", "The fields of a resource cannot be set.",
        "Give the value with the properties, where the resource is declared.")
    }
    try vm.define(.resource, "__tostring") { _ in throw notText() }
    try vm.define(.resource, "__concat") { _ in throw notText() }
    func notText() -> DiagnosticError {
      scriptProblem(
        "resource-as-text", "Resource used as text", "A resource is not a text.",
        "Write one of its fields, such as .id or .urn.")
    }
  }

  /// `lookup(prefix, name)`: "type", "namespace", or nothing for what the `cofre` module does not have.
  private func lookUp(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let prefix = call.string(1) else { return .none }
    guard let name = call.string(2) else {
      throw scriptProblem(
        "unknown-type", "Unknown resource type", "\(prefix) has no member that is \(call.typeName(2)).", nil)
    }
    let path = "\(prefix).\(name)"
    if catalog.types.contains(path) {
      vm.writer.write("type")
      return .values(1)
    }
    if catalog.members[path] != nil {
      vm.writer.write("namespace")
      return .values(1)
    }
    if prefix == "cofre" {
      let names = (catalog.members["cofre"] ?? []).union(cofreFunctionNames(call))
      throw scriptProblem(
        "unknown-function", "Unknown function", "The module 'cofre' has no '\(name)'.", suggestion(name, names))
    }
    let names = catalog.members[prefix] ?? []
    let isService = name.first?.isLowercase == true
    throw scriptProblem(
      "unknown-type", "Unknown resource type", "\(prefix) has no \(isService ? "service" : "type") '\(name)'.",
      suggestion(name, names))
  }

  /// The third argument of `lookup`: the names that the module has itself, separated by spaces.
  private func cofreFunctionNames(_ call: borrowing LuaCall) -> [String] {
    (call.string(3) ?? "").split(separator: " ").map(String.init)
  }

  /// `declare(type, name, properties, options)`: registers a resource and returns its handle.
  private func declare(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let typeName = call.string(1), let type = options.resourceType(typeName) else {
      throw scriptProblem(
        "unknown-type", "Unknown resource type", "There is no type '\(call.string(1) ?? "")'.", nil)
    }
    let location = call.location
    try refuseInsideApply("A resource cannot be declared", type.name)
    guard let name = call.string(2), !name.isEmpty, !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      let given = call.string(2).map { $0.isEmpty ? "an empty string" : "a string with control characters" }
      throw scriptProblem(
        "wrong-name", "Wrong name of a resource",
        "The name of a resource (\(type.name)) must be a string with text in it, not \(given ?? call.typeName(2)).",
        "Write \(type.name)(\"name\", { … }).")
    }
    let subject = "'\(name)' (\(type.name))"
    if call.count > 4 {
      throw scriptProblem(
        "too-many-arguments", "Too many arguments",
        "\(subject) is declared with more than a name, properties and options.", nil)
    }
    let inputs = try properties(call, subject: subject)
    var reader = OptionsReader(self, type: type, subject: subject)
    if !call.isNil(4) { try reader.read(call) }
    let urn = URN(
      stack: options.stack, project: options.project, type: type.name, name: name,
      parent: reader.parent.map { registrations[$0].urn })
    if let earlier = indexByURN[urn] {
      let place = registrations[earlier].location.map { ", first at \($0)" } ?? ""
      throw DiagnosticError(
        Diagnostic(
          code: "duplicate-name", "Duplicate name", detail: "\(subject) is declared twice\(place).",
          hint: "Give each resource of a type its own name; in a loop, make the loop's variable part of it.", urn: urn,
          location: location))
    }
    let resolved = try reader.finish(urn)
    try validate(inputs, type: type, urn: urn, location: location)
    let index = register(
      Registration(
        type: type, urn: urn, inputs: inputs, options: resolved, provider: reader.provider, location: location),
      after: reader.dependencies)
    vm.writer.write(.resource, id: index)
    return .values(1)
  }

  private func properties(_ call: borrowing LuaCall, subject: String) throws -> [String: Template] {
    guard !call.isNil(3) else { return [:] }
    guard call.isTable(3) else {
      throw scriptProblem(
        "wrong-properties", "Wrong properties",
        "The properties of \(subject) must be a table, not \(call.typeName(3)).", nil)
    }
    var reader = ValueReader(vm, call.state, subject: subject) { kind, id in kind == .output ? .output(id) : nil }
    switch try reader.read(3) {
    case .object(let members): return members
    case .value(.object(let members)): return members.mapValues { .value($0) }
    case .value(.array(let elements)) where elements.isEmpty: return [:]
    default:
      throw scriptProblem(
        "wrong-properties", "Wrong properties",
        "The properties of \(subject) must be a table of names and values, not a list.", nil)
    }
  }

  private func validate(
    _ inputs: [String: Template], type: ResourceType, urn: URN, location: SourceLocation?
  ) throws {
    let violations = type.validate(try inputs.mapValues { try graph.currentValue($0) })
    guard violations.isEmpty else {
      throw DiagnosticError(violations.map { $0.diagnostic(urn: urn, location: location) })
    }
    for name in inputs.keys.sorted() {
      guard let instead = type.input(name)?.deprecation else { continue }
      warnings.append(
        Diagnostic(
          .warning, code: "deprecated-property", "Deprecated property",
          detail: "'\(name)' of \(type.name) is deprecated.", hint: instead, urn: urn, path: PropertyPath(name),
          location: location))
    }
  }

  private func register(_ registration: Registration, after dependencies: Set<ResourceIndex>) -> ResourceIndex {
    let index = registrations.count
    registrations.append(registration)
    indexByURN[registration.urn] = index
    for dependency in dependencies.sorted() {
      registrations[index].waiting += 1
      registrations[dependency].dependents.append(index)
    }
    var operands: [OutputID] = []
    for template in registration.inputs.values { template.forEachOutput { operands.append($0) } }
    if !graph.wait(for: operands, holder: index) { fail(index) }
    return index
  }

  /// A field of a handle: `urn` as a text, everything else as an output.
  private func field(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let index = call.object(1, .resource) else { return .none }
    guard let name = call.string(2) else {
      throw scriptProblem(
        "unknown-field", "Unknown field",
        "\(registrations[index].phrase) has no field that is \(call.typeName(2)).", nil)
    }
    if name == "urn" {
      vm.writer.write(registrations[index].urn.description)
      return .values(1)
    }
    if let known = registrations[index].fields[name] {
      vm.writer.write(.output, id: known)
      return .values(1)
    }
    let type = registrations[index].type
    guard name == "id" || type.output(name) != nil else {
      let names = type.outputs.map(\.name) + type.inputs.map(\.name) + ["id", "urn"]
      throw scriptProblem(
        "unknown-field", "Unknown field", "\(registrations[index].phrase) has no field '\(name)'.",
        suggestion(name, names))
    }
    try vm.charge(256)
    let id = graph.addField(
      name, of: index, isSensitive: registrations[index].isSensitive(name), location: call.location)
    registrations[index].fields[name] = id
    switch registrations[index].status {
    case .resolved: graph.settle(id, fieldValue(name, of: index))
    case .failed, .blocked: graph.block(id)
    case .waiting, .returned: break
    }
    vm.writer.write(.output, id: id)
    return .values(1)
  }

  /// What an `apply` function did would depend on the values of this very run, and a preview would not show it.
  func refuseInsideApply(_ what: String, _ name: String) throws {
    guard applying == nil else {
      throw scriptProblem(
        "inside-apply", "Not possible inside apply", "\(what) inside a function given to apply (\(name)).",
        "Do it outside, and use the output that apply returns.")
    }
  }
}

func scriptProblem(_ code: String, _ summary: String, _ detail: String, _ hint: String?) -> DiagnosticError {
  DiagnosticError(Diagnostic(code: code, summary, detail: detail, hint: hint))
}

/// "Did you mean …", or all of the names when none is near and they are few.
func suggestion(_ name: String, _ candidates: some Collection<String>) -> String? {
  if let hint = didYouMean(nearestNames(to: name, among: candidates)) { return hint }
  guard !candidates.isEmpty else { return nil }
  let more = candidates.count > 8 ? " and \(candidates.count - 8) others" : ""
  return
    "There \(candidates.count == 1 ? "is" : "are") \(candidates.sorted().prefix(8).joined(separator: ", "))\(more)."
}
