import CLua
import CLuaShim
import CofreModel

/// What scripts that act can call.
extension RunnerState {
  func defineFunctions() throws {
    let names = options.hostFunctions.keys.sorted()
    try vm.define("function_names") { call in
      call.vm.writer.beginArray(count: names.count)
      for name in names { call.vm.writer.write(name) }
      return .values(1)
    }
    try vm.define("call") { [unowned self] call in try callHost(call) }
    try vm.define("sleep") { [unowned self] call in
      let seconds = lua_tonumberx(call.state, 1, nil)
      guard lua_type(call.state, 1) == LUA_TNUMBER, seconds >= 0, seconds <= 1e9 else {
        throw scriptProblem(
          "wrong-argument", "Wrong argument", "cofre.sleep needs a number of seconds, not \(call.typeName(1)).", nil)
      }
      let sleep = options.sleep
      return try wait(
        call,
        .call {
          try await sleep(.seconds(seconds))
          return .null
        })
    }
    try vm.define("spawn") { [unowned self] call in try spawn(call) }
    try vm.define("unknown_function") { call in
      let name = call.string(1) ?? ""
      throw scriptProblem(
        "unknown-function", "Unknown function", "The module 'cofre' has no '\(name)'.",
        suggestion(name, names + ["gather", "log", "sleep", "spawn"]))
    }
    try vm.define(.task, "__index") { [unowned self] call in
      guard call.string(2) == "await" else {
        throw scriptProblem(
          "unknown-field", "Unknown field", "A task has no '\(call.string(2) ?? call.typeName(2))'.",
          "Write task:await().")
      }
      vm.writer.write(reference: awaitFunction)
      return .values(1)
    }
    try vm.define("await") { [unowned self] call in
      guard let id = call.object(1, .task) else {
        throw scriptProblem(
          "wrong-argument", "Wrong argument", "await is called on \(call.typeName(1)), not on a task.",
          "Write task:await(), with a colon.")
      }
      return try wait(call, .task(id))
    }
    try defineSensitive()
    awaitFunction = try hostFunction("await")
  }

  private func defineSensitive() throws {
    let problem = scriptProblem(
      "sensitive-value", "Sensitive value", "A sensitive value cannot be shown, taken apart or joined to a text.",
      "Hand it to a function of cofre as it is.")
    for event in ["__tostring", "__concat", "__len", "__index", "__newindex", "__lt", "__le", "__pairs", "__call"] {
      try vm.define(.sensitive, event) { _ in throw problem }
    }
    try vm.define(.sensitive, "__eq") { [unowned self] call in
      let values = (1...2).map { call.object($0, .sensitive).flatMap { sensitives[$0] } }
      vm.writer.write(values[0] != nil && values[0] == values[1])
      return .values(1)
    }
  }

  /// A reference to a function of the host table.
  private func hostFunction(_ name: String) throws -> Int32 {
    cls_push_host_table(vm.state)
    defer { lua_settop(vm.state, -2) }
    lua_pushnil(vm.state)
    while lua_next(vm.state, -2) != 0 {
      if vm.string(vm.state, -2) == name {
        let reference = cls_reference(vm.state)
        lua_settop(vm.state, -2)
        guard reference != 0 else { throw LuaVM.outOfMemory }
        return reference
      }
      lua_settop(vm.state, -2)
    }
    throw LuaVM.outOfMemory
  }

  private func callHost(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let name = call.string(1), let function = options.hostFunctions[name] else { return .none }
    var arguments: [Value] = []
    if call.count > 1 {
      for index in 2...call.count {
        arguments.append(try read(call.state, index, subject: "argument \(index - 1) of cofre.\(name)"))
      }
    }
    return try wait(call, .call { [arguments] in try await function(arguments) })
  }

  private func wait(_ call: borrowing LuaCall, _ pending: Pending) throws -> LuaOutcome {
    guard cls_may_wait(call.state) != 0 else {
      throw scriptProblem(
        "cannot-wait", "Cannot wait here", "A function that waits cannot be called by table.sort or string.gsub.",
        "Gather the values first, in a loop.")
    }
    self.pending = pending
    return .wait
  }

  private func spawn(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard call.isFunction(1) else {
      throw scriptProblem(
        "wrong-argument", "Wrong argument", "cofre.spawn needs a function, not \(call.typeName(1)).",
        "Write cofre.spawn(function() … end).")
    }
    try vm.charge(1024)
    let thread = try vm.makeThread()
    let count = Int32(call.count)
    guard lua_checkstack(thread.state, count) != 0 else { throw LuaVM.outOfMemory }
    lua_xmove(call.state, thread.state, count)
    vm.writer.write(.task, id: add(thread, arguments: Int(count) - 1))
    return .values(1)
  }
}
