import CLua
import CLuaShim
import CofreModel
import Glibc

/// Reading values and frames, with functions of Lua that cannot raise.
extension LuaVM {
  /// The text of a string; nil for any other type and for bytes that are not UTF-8.
  func string(_ state: OpaquePointer, _ index: Int32) -> String? {
    guard lua_type(state, index) == LUA_TSTRING else { return nil }
    var length = 0
    guard let bytes = lua_tolstring(state, index, &length) else { return nil }
    return String(validating: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
  }

  /// The text of a string with bytes that are not UTF-8 replaced, for messages.
  func lossyString(_ state: OpaquePointer, _ index: Int32) -> String? {
    guard lua_type(state, index) == LUA_TSTRING else { return nil }
    var length = 0
    guard let bytes = lua_tolstring(state, index, &length) else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
  }

  func object(_ state: OpaquePointer, _ index: Int32) -> (kind: ObjectKind, id: Int)? {
    var kind: Int32 = 0
    var id: Int64 = 0
    guard cls_object(state, index, &kind, &id) != 0, let kind = ObjectKind(rawValue: kind) else { return nil }
    return (kind, Int(id))
  }

  /// The type of a value as messages say it, with an article.
  func typeName(_ state: OpaquePointer, _ index: Int32) -> String {
    switch lua_type(state, index) {
    case LUA_TNONE, LUA_TNIL: return "nil"
    case LUA_TBOOLEAN: return "a boolean"
    case LUA_TNUMBER: return "a number"
    case LUA_TSTRING: return "a string"
    case LUA_TTABLE: return "a table"
    case LUA_TFUNCTION: return "a function"
    case LUA_TTHREAD: return "a coroutine"
    default:
      switch object(state, index)?.kind {
      case .output: return "an output"
      case .resource: return "a resource"
      case .sensitive: return "a sensitive value"
      case .task: return "a task"
      case nil: return "a userdata"
      }
    }
  }

  /// The innermost place in the user's files that runs on a coroutine, or nil when there is none.
  func userLocation(_ state: OpaquePointer) -> SourceLocation? {
    var frame = lua_Debug()
    var level: Int32 = 0
    while level < 200, lua_getstack(state, level, &frame) != 0 {
      lua_getinfo(state, "Sl", &frame)
      if let location = frame.userLocation { return location }
      level += 1
    }
    return nil
  }

  /// The user's frames on a coroutine, innermost first: at most the first ten.
  func userFrames(_ state: OpaquePointer) -> [StackFrame] {
    var frames: [StackFrame] = []
    var frame = lua_Debug()
    var level: Int32 = 0
    while level < 200, frames.count < 10, lua_getstack(state, level, &frame) != 0 {
      lua_getinfo(state, "Sln", &frame)
      level += 1
      guard let location = frame.userLocation else { continue }
      let what = String(cString: frame.what)
      var function: String?
      if what == "main" {
        function = nil
      } else if let name = frame.name {
        function = String(cString: name)
      } else {
        function = "function at line \(frame.linedefined)"
      }
      frames.append(StackFrame(location: location, shortSource: frame.shortSource, function: function))
    }
    return frames
  }

  var lastErrorNumber: Int32 { errno }
}

/// One of the user's frames.
struct StackFrame: Equatable {
  var location: SourceLocation
  /// The file as Lua's own messages spell it: cut in the middle when it is long.
  var shortSource: String
  /// Nil for the main chunk of a file.
  var function: String?
}

extension lua_Debug {
  /// The place of a frame of the user's code; nil for C functions and the standard library.
  fileprivate var userLocation: SourceLocation? {
    guard currentline > 0, let source else { return nil }
    let name = String(decoding: UnsafeRawBufferPointer(start: source, count: srclen), as: UTF8.self)
    guard name.hasPrefix("@"), !name.hasPrefix("@@") else { return nil }
    return SourceLocation(file: String(name.dropFirst()), line: Int(currentline))
  }

  fileprivate var shortSource: String {
    withUnsafeBytes(of: short_src) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
