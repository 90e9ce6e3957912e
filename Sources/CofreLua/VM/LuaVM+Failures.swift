import CLua
import CLuaShim
import CofreModel

/// From the error value on a coroutine's stack to diagnostics.
extension LuaVM {
  /// What a coroutine failed with: the error of a Swift function as it was, or the script's own as a diagnostic.
  func failure(of state: OpaquePointer) -> DiagnosticError {
    if interrupt.isCancelled { return LuaVM.cancelled(at: userLocation(state)) }
    if cls_is_expired(state) != 0 { return DiagnosticError(timeExpired(at: userLocation(state))) }
    let frames = userFrames(state)
    guard lua_type(state, -1) == LUA_TSTRING, let text = lossyString(state, -1) else {
      return DiagnosticError(
        Diagnostic(
          code: "script-error", "Script failed",
          detail: "The script raised an error that is \(typeName(state, -1)), not a text." + trace(frames),
          location: frames.first?.location))
    }
    if var error = raisedError(text) {
      for index in error.diagnostics.indices { error.diagnostics[index] = redactor.redact(error.diagnostics[index]) }
      if let first = error.diagnostics.indices.first { error.diagnostics[first].detail += trace(frames) }
      return error
    }
    if text == "not enough memory" {
      var error = LuaVM.outOfMemory
      error.diagnostics[0].location = frames.first?.location
      return error
    }
    return DiagnosticError(scriptError(text, frames))
  }

  /// What a cancelled run ends with; the place is where the script was stopped, if it ran then.
  static func cancelled(at location: SourceLocation? = nil) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        code: "cancelled", "Cancelled", detail: "The script was stopped before its end, because its run was cancelled.",
        hint: "What it did until then stays done; run it again to do the rest.", location: location))
  }

  private func timeExpired(at location: SourceLocation?) -> Diagnostic {
    Diagnostic(
      code: "script-time-limit", "Script runs too long",
      detail: "The script used up the CPU time that it may take.",
      hint: "Look for a loop that does not end.", location: location)
  }

  private func scriptError(_ text: String, _ frames: [StackFrame]) -> Diagnostic {
    var detail = text
    var location = frames.first?.location
    if let frame = frames.first(where: { text.hasPrefix("\($0.shortSource):\($0.location.line): ") }) {
      detail = String(text.dropFirst("\(frame.shortSource):\(frame.location.line): ".count))
      location = frame.location
    } else if let (file, line, rest) = splitLocation(text), frames.isEmpty || isSyntaxError(rest) {
      return Diagnostic(
        code: "syntax-error", "Syntax error", detail: sentence(redactor.redact(rest)),
        location: SourceLocation(file: file, line: line))
    }
    // The texts of Lua's own errors name variables, never values.
    if isTextWithheld, !detail.hasPrefix("attempt to ") {
      detail = "A function that was given a sensitive value failed; the text of its error is withheld"
    }
    return Diagnostic(
      code: "script-error", "Script failed", detail: sentence(redactor.redact(detail)) + trace(frames),
      location: location)
  }

  /// The callers below the first frame, one a line; nothing when there are none.
  private func trace(_ frames: [StackFrame]) -> String {
    guard frames.count > 1 else { return "" }
    return frames.enumerated().map { index, frame in
      let place = frame.function.map { name in
        name.hasPrefix("function ") ? "in a \(name)" : "in function '\(name)'"
      }
      return "\n  \(index == 0 ? "at" : "called from") \(frame.location)" + (place.map { " \($0)" } ?? "")
    }.joined()
  }

  private func isSyntaxError(_ text: String) -> Bool { text.contains(" near ") || text.contains("label") }

  private func splitLocation(_ text: String) -> (String, Int, String)? {
    guard let end = text.firstRange(of: ": ") else { return nil }
    let place = text[..<end.lowerBound]
    guard let colon = place.lastIndex(of: ":"), let line = Int(place[place.index(after: colon)...]) else { return nil }
    return (String(place[..<colon]), line, String(text[end.upperBound...]))
  }

  private func sentence(_ text: String) -> String {
    guard let last = text.last else { return "The script raised an error without a text." }
    let start = text.prefix(1).uppercased() + text.dropFirst()
    return ".!?".contains(last) ? start : start + "."
  }
}
