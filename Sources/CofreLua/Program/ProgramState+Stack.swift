import CofreModel

/// What a script asks about its stack and says to its user: names, configuration, exports, messages.
extension ProgramState {
  func defineStack() throws {
    try vm.define("stack") { [unowned self] _ in
      vm.writer.write(options.stack)
      return .values(1)
    }
    try vm.define("project") { [unowned self] _ in
      vm.writer.write(options.project)
      return .values(1)
    }
    try vm.define("is_preview") { [unowned self] _ in
      vm.writer.write(options.isPreview)
      return .values(1)
    }
    try vm.define("export") { [unowned self] call in try export(call) }
    try vm.define("config") { [unowned self] call in try config(call) }
  }

  /// `export(name, value)`.
  private func export(_ call: borrowing LuaCall) throws -> LuaOutcome {
    guard let name = call.string(1), !name.isEmpty else {
      throw scriptProblem(
        "wrong-argument", "Wrong argument",
        "cofre.export needs a name as its first argument, not \(call.string(1) == nil ? call.typeName(1) : "an empty string").",
        "Write cofre.export(\"name\", value).")
    }
    try refuseInsideApply("A value cannot be exported", name)
    if call.count > 2 {
      throw scriptProblem(
        "too-many-arguments", "Too many arguments", "cofre.export takes a name and one value ('\(name)').",
        "Make a table of several values.")
    }
    if let earlier = exports[name] {
      let place = earlier.location.map { ", first at \($0)" } ?? ""
      throw scriptProblem(
        "duplicate-export", "Duplicate export", "'\(name)' is exported twice\(place).", "Give each export its own name."
      )
    }
    guard !call.isNil(2) else {
      throw scriptProblem(
        "wrong-argument", "Wrong argument", "The value of the export '\(name)' is nil.",
        "Look for a misspelt variable, or leave the export out.")
    }
    exports[name] = (try value(call, 2, subject: "the export '\(name)'"), call.location)
    return .none
  }
}
