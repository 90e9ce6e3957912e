import CLua
import CLuaShim
import CofreModel

/// What scripts do with outputs: operators lift, text and comparison are refused with advice.
extension ProgramState {
  func defineOutputs() throws {
    try vm.define(.output, "__index") { [unowned self] call in try index(call) }
    try vm.define(.output, "__call") { [unowned self] call in try callMethod(call) }
    try vm.define(.output, "__concat") { [unowned self] call in
      let (left, right) = (try operand(call, 1), try operand(call, 2))
      return try add(.concatenate(left, right), call)
    }
    for (event, operation) in Self.arithmeticEvents {
      try vm.define(.output, event) { [unowned self] call in
        let (left, right) = (try operand(call, 1), try operand(call, 2))
        return try add(.arithmetic(operation, left, right), call)
      }
    }
    for (event, problem) in Self.refusals { try vm.define(.output, event) { _ in throw problem } }
    try defineOutputFunctions()
  }

  private func defineOutputFunctions() throws {
    try vm.define("set_output_functions") { [unowned self] call in
      // The function that calls a method of strings, and the methods of outputs by name.
      lua_pushvalue(call.state, 1)
      stringMethod = cls_reference(call.state)
      lua_pushnil(call.state)
      while lua_next(call.state, 2) != 0 {
        guard let name = call.vm.string(call.state, -2) else { break }
        outputMethods[name] = cls_reference(call.state)
      }
      return .none
    }
    try vm.define("apply") { [unowned self] call in try apply(call) }
    try vm.define("collect") { [unowned self] call in
      if call.count > 1 {
        throw scriptProblem(
          "too-many-arguments", "Too many arguments", "cofre.all takes one table.", "Write cofre.all { a, b }.")
      }
      return try add(.collect(try value(call, 1, subject: "the value of an output")), call)
    }
    try vm.define("secret") { [unowned self] call in
      try add(.markSensitive(try value(call, 1, subject: "the value given to cofre.secret")), call)
    }
    try vm.define("unsecret") { [unowned self] call in
      guard let id = call.object(1, .output) else {
        throw scriptProblem(
          "wrong-argument", "Wrong argument", "cofre.unsecret needs an output, not \(call.typeName(1)).", nil)
      }
      return try add(.unsecret(id), call)
    }
    try vm.define("is_secret") { [unowned self] call in
      vm.writer.write(call.object(1, .output).map(isSensitive) ?? false)
      return .values(1)
    }
    try vm.define("is_output") { [unowned self] call in
      vm.writer.write(call.object(1, .output) != nil)
      return .values(1)
    }
    try vm.define("refuse_iteration") { _ in throw Self.iterationProblem }
  }

  private static let arithmeticEvents: [(String, Int32)] = [
    ("__add", LUA_OPADD), ("__sub", LUA_OPSUB), ("__mul", LUA_OPMUL), ("__div", LUA_OPDIV), ("__mod", LUA_OPMOD),
    ("__pow", LUA_OPPOW), ("__unm", LUA_OPUNM), ("__idiv", LUA_OPIDIV),
  ]

  private static let iterationProblem = scriptProblem(
    "output-iterated", "Output iterated over", "An output has no elements yet that a loop could go over.",
    "Write output:apply(function(list) … end) and loop inside of it.")

  private static let refusals: [(String, DiagnosticError)] = {
    let comparison = scriptProblem(
      "output-compared", "Output compared", "An output cannot be compared: its value is not known yet.",
      "Compare inside of output:apply(function(value) … end).")
    return [
      (
        "__tostring",
        scriptProblem(
          "output-as-text", "Output used as text", "An output is not a text: its value is not known yet.",
          "Write \"…\" .. output, cofre.format(\"%s\", output), or output:apply(function(value) … end).")
      ),
      (
        "__len",
        scriptProblem(
          "output-length", "Length of an output", "An output has no length yet.",
          "Write output:apply(function(value) return #value end).")
      ),
      ("__eq", comparison), ("__lt", comparison), ("__le", comparison),
      ("__pairs", iterationProblem),
      (
        "__newindex",
        scriptProblem(
          "output-changed", "Output changed", "An output cannot be changed.",
          "Make a new value with output:apply(function(value) … end).")
      ),
    ]
  }()

  /// Adds an output and answers it.
  private func add(_ operation: Output.Operation, _ call: borrowing LuaCall) throws -> LuaOutcome {
    try vm.charge(256)
    vm.writer.write(.output, id: graph.add(operation, location: call.location))
    return .values(1)
  }

  func value(_ call: borrowing LuaCall, _ argument: Int, subject: String) throws -> Template {
    var reader = ValueReader(vm, call.state, subject: subject) { kind, id in kind == .output ? .output(id) : nil }
    return try reader.read(argument)
  }

  private func operand(_ call: borrowing LuaCall, _ argument: Int) throws -> Template {
    guard !call.isTable(argument), !call.isNil(argument), !call.isFunction(argument) else {
      throw scriptProblem(
        "wrong-operand", "Wrong operand", "An output and \(call.typeName(argument)) cannot be combined.", nil)
    }
    return try value(call, argument, subject: "the operand")
  }

  private func index(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let id = call.object(1, .output) else { return .none }
    if let name = call.string(2) {
      if let method = outputMethods[name] {
        vm.writer.write(reference: method)
        return .values(1)
      }
      return try add(.index(id, .name(name)), call)
    }
    guard let position = call.integer(2) else {
      throw scriptProblem(
        "wrong-index", "Wrong index", "An output cannot be indexed with \(call.typeName(2)).",
        "Use a name or a whole number.")
    }
    return try add(.index(id, .position(position)), call)
  }

  /// `output:name(…)`: what is called is the member `name` of the first argument.
  private func callMethod(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let member = call.object(1, .output), let receiver = call.object(2, .output),
      case .index(receiver, .name(let name)) = graph[member].operation
    else {
      throw scriptProblem(
        "output-called", "Output called", "An output is not a function.",
        "Call methods of its value with a colon, such as output:upper().")
    }
    var arguments: [Template] = []
    if call.count > 2 {
      for argument in 3...call.count {
        arguments.append(try value(call, argument, subject: "argument \(argument - 2) of '\(name)'"))
      }
    }
    return try add(.method(receiver, name, arguments), call)
  }

  private func apply(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let id = call.object(1, .output) else {
      throw scriptProblem(
        "wrong-argument", "Wrong argument", "apply is called on \(call.typeName(1)), not on an output.",
        "Write output:apply(function(value) … end), with a colon.")
    }
    guard call.isFunction(2) else {
      throw scriptProblem("wrong-argument", "Wrong argument", "apply needs a function, not \(call.typeName(2)).", nil)
    }
    lua_pushvalue(call.state, 2)
    let function = cls_reference(call.state)
    guard function != 0 else { throw LuaVM.outOfMemory }
    return try add(.apply(id, function: function), call)
  }

  private func isSensitive(_ id: OutputID) -> Bool {
    if case .settled(let value) = graph[id].state { return value.containsSensitive }
    return graph[id].isSensitive
  }
}
