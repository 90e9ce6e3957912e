/// What scripts print and log.
extension LuaVM {
  /// Defines `message(kind, text)` for the standard modules.
  ///
  /// Sensitive values are taken out; while a function runs that holds some, the whole text is.
  func defineMessages(_ receiver: @escaping (ScriptMessage) -> Void) throws {
    try define("message") { call in
      let vm = call.vm
      let kind = call.string(1).flatMap { ScriptMessage.Kind(rawValue: $0) } ?? .printed
      let text = vm.lossyString(call.state, 2) ?? ""
      receiver(
        ScriptMessage(
          kind, vm.isTextWithheld ? Redactor.replacement : vm.redactor.redact(text), location: call.location))
      return .none
    }
  }
}
