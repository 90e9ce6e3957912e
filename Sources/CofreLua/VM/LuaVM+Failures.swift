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
    if let text = tableText(of: state) { return DiagnosticError(ownError(text, frames)) }
    // A method that was called for the text may have run into the limit.
    if cls_is_expired(state) != 0 { return failure(of: state) }
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
    let isOwn = cls_is_raised_by_script(state) != 0
    return DiagnosticError(isOwn ? ownError(text, frames) : scriptError(text, frames))
  }

  /// What a table that was raised says of itself, by its `__tostring`.
  private func tableText(of thread: OpaquePointer) -> String? {
    guard cls_push_error_text(state, thread) != 0 else { return nil }
    defer { lua_settop(state, -2) }
    return lossyString(state, -1)
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

  /// An error that the script raised itself: its text is shown as it is.
  private func ownError(_ text: String, _ frames: [StackFrame]) -> Diagnostic {
    let (location, rest) = split(text, frames)
    if isTextWithheld { return scriptError(Self.withheld, at: location, frames) }
    return scriptError(rest.isEmpty ? sentence(rest) : redactor.redact(rest), at: location, frames)
  }

  /// One of Lua's own errors, made a sentence.
  private func scriptError(_ text: String, _ frames: [StackFrame]) -> Diagnostic {
    let (location, rest) = split(text, frames)
    if rest == text, let (file, line, rest) = splitLocation(text), frames.isEmpty || isSyntaxError(rest) {
      return Diagnostic(
        code: "syntax-error", "Syntax error", detail: sentence(redactor.redact(rest)),
        location: SourceLocation(file: file, line: line))
    }
    // The texts of Lua's own errors name variables, never values.
    if isTextWithheld, !rest.hasPrefix("attempt to ") { return scriptError(Self.withheld, at: location, frames) }
    return scriptError(sentence(redactor.redact(rest)), at: location, frames)
  }

  private static let withheld =
    "A function that was given a sensitive value failed; the text of its error is withheld."

  private func scriptError(_ detail: String, at location: SourceLocation?, _ frames: [StackFrame]) -> Diagnostic {
    Diagnostic(code: "script-error", "Script failed", detail: detail + trace(frames), location: location)
  }

  /// Takes the place that Lua puts before an error's text off it.
  private func split(_ text: String, _ frames: [StackFrame]) -> (location: SourceLocation?, rest: String) {
    for frame in frames {
      let place = "\(frame.shortSource):\(frame.location.line): "
      if text.hasPrefix(place) { return (frame.location, String(text.dropFirst(place.count))) }
    }
    return (frames.first?.location, text)
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
