import CLua
import CLuaShim
import CofreModel

/// One call of a Swift function by Lua: its arguments, counted from 1.
///
/// Only functions of Lua that cannot raise are used here.
struct LuaCall: ~Copyable {
  unowned let vm: LuaVM
  let state: OpaquePointer

  init(_ vm: LuaVM, _ state: OpaquePointer) {
    self.vm = vm
    self.state = state
  }

  var count: Int { Int(lua_gettop(state)) }

  func isNil(_ index: Int) -> Bool { lua_type(state, Int32(index)) <= LUA_TNIL }

  func isTable(_ index: Int) -> Bool { lua_type(state, Int32(index)) == LUA_TTABLE }

  func isFunction(_ index: Int) -> Bool { lua_type(state, Int32(index)) == LUA_TFUNCTION }

  func bool(_ index: Int) -> Bool { lua_toboolean(state, Int32(index)) != 0 }

  /// The text of a string argument; nil for any other type and for bytes that are not UTF-8.
  func string(_ index: Int) -> String? { vm.string(state, Int32(index)) }

  func integer(_ index: Int) -> Int64? {
    var isInteger: Int32 = 0
    let value = lua_tointegerx(state, Int32(index), &isInteger)
    return isInteger != 0 && lua_type(state, Int32(index)) == LUA_TNUMBER ? value : nil
  }

  func object(_ index: Int) -> (kind: ObjectKind, id: Int)? { vm.object(state, Int32(index)) }

  /// The id of an object of a kind, or nil when the argument is something else.
  func object(_ index: Int, _ kind: ObjectKind) -> Int? {
    guard let object = object(index), object.kind == kind else { return nil }
    return object.id
  }

  /// The name of the argument's type, as messages say it.
  func typeName(_ index: Int) -> String { vm.typeName(state, Int32(index)) }

  /// Where in the user's files the call stands.
  var location: SourceLocation? { vm.userLocation(state) }
}

/// What a Swift function answers.
enum LuaOutcome {
  /// That many values stand in the VM's writer.
  case values(Int)
  /// The coroutine waits for the operation that the VM was given.
  case wait

  static var none: LuaOutcome { .values(0) }
}
