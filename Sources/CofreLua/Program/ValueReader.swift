import CLua
import CLuaShim
import CofreModel

/// Turns values of Lua into templates.
///
/// What has no form as data (functions, coroutines, cycles, numbers that are no number, bytes that are no text, tables
/// that are half a list) is an error that names the place.
struct ValueReader {
  static let maximumDepth = 100
  static let maximumValues = 250_000

  private let vm: LuaVM
  private let state: OpaquePointer
  /// What the value belongs to, for messages: "the properties of 'apiSecret'".
  private let subject: String
  /// What an object of the script stands for; nil when it is no value.
  private let object: (ObjectKind, Int) -> Template?
  /// The place of the value that is being read.
  private var path = PropertyPath()
  /// The tables that are being read, outermost first.
  private var open: [UnsafeRawPointer?] = []
  private var count = 0

  init(
    _ vm: LuaVM, _ state: OpaquePointer, subject: String, object: @escaping (ObjectKind, Int) -> Template?
  ) {
    self.vm = vm
    self.state = state
    self.subject = subject
    self.object = object
  }

  /// Reads the value at a positive index of the stack; of no use after it has thrown.
  mutating func read(_ index: Int) throws -> Template {
    let index = Int32(index)
    count += 1
    if count > Self.maximumValues {
      path.components.removeLast(max(path.components.count - 1, 0))
      throw problem("holds more than \(Self.maximumValues) values", "Declare less in one place.")
    }
    switch lua_type(state, index) {
    case LUA_TNIL, LUA_TNONE: return .value(.null)
    case LUA_TBOOLEAN: return .value(.bool(lua_toboolean(state, index) != 0))
    case LUA_TNUMBER: return .value(try number(index))
    case LUA_TSTRING:
      guard let text = vm.string(state, index) else {
        throw problem("is a string that is not valid UTF-8", "Encode the bytes, for example as Base64.")
      }
      try vm.charge(text.utf8.count)
      return .value(.string(text))
    case LUA_TTABLE: return try table(index)
    case LUA_TUSERDATA:
      guard let (kind, id) = vm.object(state, index) else { break }
      if let template = object(kind, id) { return template }
      if kind == .resource {
        throw problem("is a resource, not a value", "Write one of its fields, such as .id.")
      }
    default: break
    }
    throw problem("is \(vm.typeName(state, index)), which is no value", nil)
  }

  private func number(_ index: Int32) throws -> Value {
    if lua_isinteger(state, index) != 0 { return .integer(lua_tointegerx(state, index, nil)) }
    let number = lua_tonumberx(state, index, nil)
    guard number.isFinite else {
      throw problem(number.isNaN ? "is not a number (NaN)" : "is an infinite number", nil)
    }
    return .number(number)
  }

  private mutating func table(_ index: Int32) throws -> Template {
    let identity = lua_topointer(state, index)
    if open.contains(identity) {
      throw problem("is a table that contains itself", nil)
    }
    guard open.count < Self.maximumDepth, lua_checkstack(state, 4) != 0 else {
      throw problem("is nested more than \(Self.maximumDepth) tables deep", nil)
    }
    try vm.charge(64)
    open.append(identity)
    defer { open.removeLast() }
    // A table whose first key is 1 is a list; any other key in it is found below.
    let length = Int(lua_rawlen(state, index))
    return length > 0 ? try list(index, length) : try object(index)
  }

  private mutating func list(_ index: Int32, _ length: Int) throws -> Template {
    var elements: [Template] = []
    elements.reserveCapacity(min(length, 1024))
    for position in 1...length {
      defer { lua_settop(state, -2) }
      if lua_rawgeti(state, index, Int64(position)) == LUA_TNIL {
        throw problem("is a list with a hole: element \(position) is nil", nil)
      }
      path.components.append(.index(position - 1))
      elements.append(try read(Int(lua_gettop(state))))
      path.components.removeLast()
    }
    var keys = 0
    lua_pushnil(state)
    while lua_next(state, index) != 0 {
      keys += 1
      if lua_isinteger(state, -2) == 0 || !(1...length).contains(Int(lua_tointegerx(state, -2, nil))) {
        if lua_isinteger(state, -2) != 0 {
          lua_settop(state, -3)
          throw problem("is a list with holes", "Lists count from 1, with no nil between.")
        }
        let key = lua_type(state, -2) == LUA_TSTRING ? "'\(vm.lossyString(state, -2) ?? "")'" : vm.typeName(state, -2)
        lua_settop(state, -3)
        throw problem(
          "mixes a list with other keys (\(key))", "Make it a list or a table of names and values, not both.")
      }
      lua_settop(state, -2)
    }
    return collapsed(elements)
  }

  private mutating func object(_ index: Int32) throws -> Template {
    var members: [String: Template] = [:]
    lua_pushnil(state)
    while lua_next(state, index) != 0 {
      guard lua_type(state, -2) == LUA_TSTRING else {
        let isNumber = lua_type(state, -2) == LUA_TNUMBER
        let type = vm.typeName(state, -2)
        lua_settop(state, -3)
        throw isNumber
          ? problem(
            "is a list with holes, or mixes a list with other keys", "Lists count from 1, with no nil between.")
          : problem("has a key that is \(type), not a string", nil)
      }
      guard let key = vm.string(state, -2) else {
        lua_settop(state, -3)
        throw problem("has a key that is not valid UTF-8", nil)
      }
      if vm.redactor.holds(key) {
        lua_settop(state, -3)
        throw problem(
          "has a key that holds a sensitive value",
          "Keys are shown and kept in clear: put the value beside a plain key.")
      }
      do {
        path.components.append(.key(key))
        members[key] = try read(Int(lua_gettop(state)))
        path.components.removeLast()
      } catch {
        lua_settop(state, -3)
        throw error
      }
      lua_settop(state, -2)
    }
    // An empty table says neither list nor object; the schema knows which.
    if members.isEmpty { return .value(.array([])) }
    var values: [String: Value] = [:]
    values.reserveCapacity(members.count)
    for (key, member) in members {
      guard case .value(let value) = member else { return .object(members) }
      values[key] = value
    }
    return .value(.object(values))
  }

  private func collapsed(_ elements: [Template]) -> Template {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      guard case .value(let value) = element else { return .array(elements) }
      values.append(value)
    }
    return .value(.array(values))
  }

  private func problem(_ what: String, _ hint: String?) -> DiagnosticError {
    let place = path.isEmpty ? subject.prefix(1).uppercased() + subject.dropFirst() : "'\(path)' of \(subject)"
    return DiagnosticError(
      Diagnostic(
        code: "unusable-value", "Value cannot be used", detail: "\(place) \(what).", hint: hint,
        path: path.isEmpty ? nil : path))
  }
}
