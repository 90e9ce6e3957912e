import CLua
import CofreModel
import CofreSchema

/// Reads the options of one declaration: the fourth argument of `declare`.
struct OptionsReader {
  private unowned let program: ProgramState
  private let type: ResourceType
  private let subject: String
  private var options = ResourceOptions()
  private(set) var provider: ResourceIndex?
  private(set) var parent: ResourceIndex?
  private var dependsOn: [ResourceIndex] = []
  private var deletedWith: ResourceIndex?
  private var isProtectGiven = false
  private var aliasNames: [String] = []

  init(_ program: ProgramState, type: ResourceType, subject: String) {
    self.program = program
    self.type = type
    self.subject = subject
  }

  private static let names = [
    "additional_secret_outputs", "aliases", "custom_timeouts", "delete_before_replace", "deleted_with", "depends_on",
    "ignore_changes", "parent", "protect", "provider", "replace_on_changes", "retain_on_delete",
  ]

  /// Everything that must be resolved before the resource, beside the values it uses.
  var dependencies: Set<ResourceIndex> {
    Set(dependsOn + [provider, parent, deletedWith].compactMap { $0 })
  }

  /// The options of the resource with this URN, with what the parent hands down.
  mutating func finish(_ urn: URN) throws -> ResourceOptions {
    options.aliases = try aliases(of: urn)
    if let parent {
      let above = program.registrations[parent]
      options.parent = above.urn
      if provider == nil, !type.isProvider, let inherited = above.provider,
        program.registrations[inherited].type.cloud == type.cloud
      {
        provider = inherited
      }
      if !isProtectGiven { options.protect = above.options.protect }
    }
    options.provider = provider.map { program.registrations[$0].urn }
    options.dependsOn = dependsOn.map { program.registrations[$0].urn }
    options.deletedWith = deletedWith.map { program.registrations[$0].urn }
    return options
  }

  mutating func read(_ call: borrowing LuaCall) throws {
    guard call.isTable(4) else {
      throw problem("The options of \(subject) must be a table, not \(call.typeName(4)).", nil)
    }
    let state = call.state
    var entries: [(name: String, index: Int32)] = []
    guard lua_checkstack(state, Int32(2 * Self.names.count) + 8) != 0 else { throw LuaVM.outOfMemory }
    // The values stay on the stack, so that options can be read in the order of their names.
    lua_pushnil(state)
    while lua_next(state, 4) != 0 {
      guard let name = program.vm.string(state, -2) else {
        throw problem("The options of \(subject) have a key that is \(program.vm.typeName(state, -2)).", nil)
      }
      guard Self.names.contains(name) else {
        throw DiagnosticError(
          Diagnostic(
            code: "unknown-option", "Unknown option", detail: "\(subject) has no option '\(name)'.",
            hint: suggestion(name, Self.names)))
      }
      entries.append((name, lua_gettop(state)))
      lua_pushvalue(state, -2)
    }
    for entry in entries.sorted(by: { $0.name < $1.name }) { try read(entry.name, state, entry.index) }
  }

  private mutating func read(_ name: String, _ state: OpaquePointer, _ index: Int32) throws {
    switch name {
    case "provider":
      let index = try resource(name, state, index)
      let other = program.registrations[index].type
      guard other.isProvider, other.cloud == type.cloud, !type.isProvider else {
        let wanted: String
        if type.isProvider {
          wanted = "A provider itself takes none."
        } else if program.options.resourceType("\(type.cloud).Provider") == nil {
          wanted = "\(type.name) takes none: there is no cloud behind it."
        } else {
          wanted = "Give one made by \(type.cloud).Provider."
        }
        throw problem(
          "'provider' of \(subject) cannot be \(program.registrations[index].phrase).", wanted)
      }
      provider = index
    case "parent": parent = try resource(name, state, index)
    case "deleted_with": deletedWith = try resource(name, state, index)
    case "depends_on":
      if program.vm.object(state, index) != nil {
        dependsOn = [try resource(name, state, index)]
      } else {
        dependsOn = try elements(name, "resources", state, index) { reader, state, index in
          try reader.resource(name, state, index)
        }
      }
    case "protect":
      options.protect = try bool(name, state, index)
      isProtectGiven = true
    case "retain_on_delete": options.retainOnDelete = try bool(name, state, index)
    case "delete_before_replace": options.deleteBeforeReplace = try bool(name, state, index)
    case "ignore_changes": options.ignoreChanges = try paths(name, state, index)
    case "replace_on_changes": options.replaceOnChanges = try paths(name, state, index)
    case "additional_secret_outputs":
      options.additionalSecretOutputs = try strings(name, state, index)
      for output in options.additionalSecretOutputs where type.output(output) == nil {
        throw problem(
          "'\(name)' of \(subject) names '\(output)', which the type does not have.",
          suggestion(output, type.outputs.map(\.name) + type.inputs.map(\.name)))
      }
    case "aliases": aliasNames = try strings(name, state, index)
    case "custom_timeouts": options.timeouts = try timeouts(name, state, index)
    default: break
    }
  }

  // MARK: Kinds of values

  private func resource(_ name: String, _ state: OpaquePointer, _ index: Int32) throws -> ResourceIndex {
    guard let object = program.vm.object(state, index), object.kind == .resource else {
      let hint =
        program.vm.object(state, index)?.kind == .output ? "Give the resource itself, not one of its fields." : nil
      throw problem("'\(name)' of \(subject) must be a resource, not \(program.vm.typeName(state, index)).", hint)
    }
    return object.id
  }

  private func bool(_ name: String, _ state: OpaquePointer, _ index: Int32) throws -> Bool {
    guard lua_type(state, index) == LUA_TBOOLEAN else {
      throw problem("'\(name)' of \(subject) must be true or false, not \(program.vm.typeName(state, index)).", nil)
    }
    return lua_toboolean(state, index) != 0
  }

  private func strings(_ name: String, _ state: OpaquePointer, _ index: Int32) throws -> [String] {
    try elements(name, "strings", state, index) { reader, state, index in
      guard let text = reader.program.vm.string(state, index) else {
        throw reader.problem(
          "'\(name)' of \(reader.subject) must be a list of strings, and has \(reader.program.vm.typeName(state, index)).",
          nil)
      }
      return text
    }
  }

  private func paths(_ name: String, _ state: OpaquePointer, _ index: Int32) throws -> [PropertyPath] {
    try strings(name, state, index).map { text in
      guard let path = PropertyPath(parsing: text), let root = path.root else {
        throw problem("'\(name)' of \(subject) has '\(text)', which is no path of a property.", nil)
      }
      guard type.input(root) != nil else {
        throw problem(
          "'\(name)' of \(subject) names '\(root)', which the type does not have.",
          suggestion(root, type.inputs.map(\.name)))
      }
      return path
    }
  }

  private func elements<Element>(
    _ name: String, _ what: String, _ state: OpaquePointer, _ index: Int32,
    _ read: (OptionsReader, OpaquePointer, Int32) throws -> Element
  ) throws -> [Element] {
    guard lua_type(state, index) == LUA_TTABLE else {
      throw problem(
        "'\(name)' of \(subject) must be a list of \(what), not \(program.vm.typeName(state, index)).", nil)
    }
    var result: [Element] = []
    lua_pushnil(state)
    var count = 0
    while lua_next(state, index) != 0 {
      count += 1
      lua_settop(state, -2)
    }
    guard count == Int(lua_rawlen(state, index)) else {
      throw problem("'\(name)' of \(subject) must be a list of \(what), with no other keys and no holes.", nil)
    }
    for position in 0..<count {
      lua_rawgeti(state, index, Int64(position + 1))
      result.append(try read(self, state, lua_gettop(state)))
      lua_settop(state, -2)
    }
    return result
  }

  private func timeouts(
    _ name: String, _ state: OpaquePointer, _ index: Int32
  ) throws -> ResourceOptions.Timeouts {
    guard lua_type(state, index) == LUA_TTABLE else {
      throw problem(
        "'\(name)' of \(subject) must be a table such as { create = \"5m\" }, not \(program.vm.typeName(state, index)).",
        nil)
    }
    var timeouts = ResourceOptions.Timeouts()
    lua_pushnil(state)
    while lua_next(state, index) != 0 {
      let operation = program.vm.string(state, -2) ?? ""
      guard let text = program.vm.string(state, -1), let duration = parseDuration(text) else {
        throw problem(
          "'\(name).\(operation)' of \(subject) must be a time such as \"5m\", \"90s\" or \"1h30m\".", nil)
      }
      switch operation {
      case "create": timeouts.create = duration
      case "update": timeouts.update = duration
      case "delete": timeouts.delete = duration
      default:
        throw problem(
          "'\(name)' of \(subject) has no operation '\(operation)'.",
          suggestion(operation, ["create", "update", "delete"]))
      }
      lua_settop(state, -2)
    }
    return timeouts
  }

  private func problem(_ detail: String, _ hint: String?) -> DiagnosticError {
    scriptProblem("wrong-option", "Wrong option", detail, hint)
  }

  /// The aliases of a resource: former names, or whole URNs.
  private func aliases(of urn: URN) throws -> [URN] {
    try aliasNames.map { text in
      if text.hasPrefix("urn:") {
        guard let alias = URN(parsing: text) else {
          throw problem("'aliases' of \(subject) has '\(text)', which is no URN.", nil)
        }
        return alias
      }
      var alias = urn
      alias.name = text
      return alias
    }
  }
}

/// Parses a time such as `5m`, `90s` or `1h30m`; nil for anything else.
func parseDuration(_ text: String) -> Duration? {
  var rest = Substring(text)
  var total = Duration.zero
  guard !rest.isEmpty else { return nil }
  while !rest.isEmpty {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number <= 1_000_000_000 else { return nil }
    rest = rest[digits.endIndex...]
    let unit = rest.prefix { $0.isASCII && $0.isLetter }
    rest = rest[unit.endIndex...]
    switch unit {
    case "h": total += .seconds(number * 3600)
    case "m": total += .seconds(number * 60)
    case "s": total += .seconds(number)
    case "ms": total += .milliseconds(number)
    default: return nil
    }
  }
  return total
}
