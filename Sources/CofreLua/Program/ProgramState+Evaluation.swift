import CLua
import CLuaShim
import CofreModel
import Glibc

/// Making outputs from settled operands.
extension ProgramState {
  func evaluate(_ id: OutputID) throws {
    do {
      if let value = try value(of: id) { graph.settle(id, value, size: graph.composedSize(of: id)) }
    } catch var error as DiagnosticError {
      for index in error.diagnostics.indices {
        error.diagnostics[index] = vm.redactor.redact(error.diagnostics[index])
        if error.diagnostics[index].location == nil { error.diagnostics[index].location = graph[id].location }
      }
      throw error
    }
  }

  /// The value, or nil when it waits for outputs that an `apply` function returned.
  private func value(of id: OutputID) throws -> Value? {
    switch graph[id].operation {
    case .constant, .field: return nil
    case .index(let operand, let key): return try element(key, of: settled(operand))
    case .concatenate(let left, let right):
      return try combine(try graph.currentValue(left), try graph.currentValue(right)) { left, right in
        .string(try text(left) + text(right))
      }
    case .arithmetic(let operation, let left, let right):
      return try combine(try graph.currentValue(left), try graph.currentValue(right)) { left, right in
        try arithmetic(operation, left, right)
      }
    case .collect(let template): return try graph.currentValue(template)
    case .markSensitive(let template): return try graph.currentValue(template).markedSensitive
    case .unsecret(let operand): return unmarked(settled(operand))
    case .method(let operand, let name, let arguments):
      let receiver = settled(operand)
      let values = try [receiver] + arguments.map { try graph.currentValue($0) }
      return try callScript(
        stringMethod, [.string(name)] + values, source: .array(values), subject: "the result of '\(name)'", for: id)
    case .apply(let operand, let function):
      defer { cls_unreference(vm.state, function) }
      let value = settled(operand)
      return try callScript(
        function, [value], source: value, subject: "the result of the function given to apply", for: id)
    case .applied(let operand, let template, let isSensitive):
      let value = try graph.currentValue(template)
      return isSensitive || settled(operand).containsSensitive ? value.markedSensitive : value
    }
  }

  private func settled(_ id: OutputID) -> Value {
    if case .settled(let value) = graph[id].state { return value }
    return .unknown(isSensitive: graph[id].isSensitive)
  }

  private func unmarked(_ value: Value) -> Value {
    value.revealed(for: .script).mapLeaves { leaf, _ in leaf.isUnknown ? .unknown : leaf }
  }

  private func element(_ key: Output.Key, of value: Value) throws -> Value {
    switch (value, key) {
    case (.unknown, _): return value
    case (.object(let members), .name(let name)): return members[name] ?? .null
    case (.array(let elements), .position(let position)):
      return position >= 1 && position <= elements.count ? elements[Int(position) - 1] : .null
    // As in Lua: a table has nothing at other keys, and a text has methods only.
    case (.object, .position), (.array, .name), (.string, _): return .null
    case (.sensitive(let sensitive), _) where sensitive.revealString(for: .script) != nil: return .null
    default:
      let place =
        switch key {
        case .name(let name): "'\(name)'"
        case .position(let position): "element \(position)"
        }
      throw scriptProblem(
        "output-index", "Output cannot be indexed",
        "The value of an output is \(phrase(value)), so that it has no \(place).", nil)
    }
  }

  // MARK: Operators

  private func combine(
    _ left: Value, _ right: Value, _ body: (Value, Value) throws -> Value
  ) throws -> Value {
    let isSensitive = left.containsSensitive || right.containsSensitive
    if left.isUnknown || right.isUnknown { return .unknown(isSensitive: isSensitive) }
    let value = try body(left.revealed(for: .script), right.revealed(for: .script))
    try vm.charge(value.stringValue?.utf8.count ?? 0)
    return isSensitive ? value.markedSensitive : value
  }

  private func text(_ value: Value) throws -> String {
    switch value {
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .number(let number): return luaText(number)
    default:
      throw scriptProblem(
        "wrong-operand", "Wrong operand",
        "'..' needs texts or numbers, and the value of an output is \(phrase(value)).",
        nil)
    }
  }

  private func arithmetic(_ operation: Int32, _ left: Value, _ right: Value) throws -> Value {
    let isUnary = operation == LUA_OPUNM
    let operands = isUnary ? [left] : [left, right]
    for operand in operands {
      switch operand {
      case .integer, .number, .string: continue
      default:
        throw scriptProblem(
          "wrong-operand", "Wrong operand",
          "Arithmetic needs numbers, and the value of an output is \(phrase(operand)).", nil)
      }
    }
    var writer = TreeWriter()
    for operand in operands { writer.write(operand) { writer, _ in writer.writeNil() } }
    let top = lua_gettop(vm.state)
    defer { lua_settop(vm.state, top) }
    try vm.push(writer, count: operands.count, on: LuaThread(state: vm.state, reference: 0))
    guard cls_arith(vm.state, operation) == LUA_OK else {
      throw scriptProblem(
        "wrong-operand", "Wrong operand", "Arithmetic with the values of these outputs is not possible.",
        "It needs numbers, and divides no whole number by zero with // or %.")
    }
    var reader = ValueReader(vm, vm.state, subject: "the result") { _, _ in nil }
    guard case .value(let value) = try reader.read(Int(lua_gettop(vm.state))) else { return .null }
    return value
  }

  /// A number as Lua writes it.
  private func luaText(_ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = withVaList([number]) { vsnprintf(&buffer, buffer.count, "%.14g", $0) }
    let text = String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.allSatisfy { $0.isNumber || $0 == "-" } ? "\(text).0" : text
  }

  private func phrase(_ value: Value) -> String {
    switch value {
    case .null: return "nil"
    case .bool: return "a boolean"
    case .integer, .number: return "a number"
    case .string: return "a text"
    case .array, .object: return "a table"
    case .sensitive, .digest, .ciphertext: return "a sensitive value that is no text"
    case .unknown: return "not known"
    }
  }

  // MARK: Functions of the script

  /// Calls a function with settled values, opening the sensitive ones for it; the result is sensitive if one was.
  ///
  /// A function given to `apply` may keep what it was given in a variable, which functions called later see. So, once
  /// one of them was given an opened sensitive value, the results of all later ones are sensitive too, with what is made
  /// of outputs that they return; `cofre.unsecret` undoes it, as for every output. Out of reach is a value that leaves
  /// by another way than a result: the VM does not follow plain values of the script's variables, so that one read
  /// after an `apply` function wrote it is as plain as any other.
  private func callScript(
    _ function: Int32, _ arguments: [Value], source: Value, subject: String, for id: OutputID
  ) throws -> Value? {
    let isOpened = source.containsSensitive
    var isApply = false
    if case .apply = graph[id].operation { isApply = true }
    let isSensitive = isOpened || (isApply && hasOpenedSensitive)
    if source.containsUnknown { return .unknown(isSensitive: isSensitive) }
    if isApply && isOpened { hasOpenedSensitive = true }
    var writer = TreeWriter()
    for argument in arguments {
      writer.write(argument) { [vm] writer, leaf in
        guard case .sensitive(let sensitive) = leaf else { return writer.writeNil() }
        let value = sensitive.reveal(for: .script)
        vm.redactor.add(value)
        writer.write(value) { writer, _ in writer.writeNil() }
      }
    }
    let thread = try idleThread ?? vm.makeThread()
    idleThread = nil
    guard lua_checkstack(thread.state, Int32(arguments.count) + 4) != 0 else { throw LuaVM.outOfMemory }
    cls_push_reference(thread.state, function)
    applying = Applying(isSensitive: isSensitive)
    vm.isTextWithheld = isOpened
    defer {
      applying = nil
      vm.isTextWithheld = false
    }
    do {
      try vm.push(writer, count: arguments.count, on: thread)
      _ = try vm.resume(thread, arguments: arguments.count)
      var reader = ValueReader(vm, thread.state, subject: subject) { kind, id in kind == .output ? .output(id) : nil }
      let template = lua_gettop(thread.state) == 0 ? .value(.null) : try reader.read(1)
      lua_settop(thread.state, 0)
      idleThread = thread
      if case .value(let value) = template { return isSensitive ? value.markedSensitive : value }
      let operand =
        switch graph[id].operation {
        case .apply(let operand, _), .method(let operand, _, _): operand
        default: id
        }
      if !graph.forward(id, .applied(operand, template, isSensitive: isSensitive)) { block(id) }
      return nil
    } catch {
      vm.release(thread)
      throw error
    }
  }
}
