package import CofreModel
package import CofreState

extension Project {
  /// The stack's settings file, relative to the project: `Cofre.<stack>.yaml`.
  package static func settingsName(of stack: String) -> String { "Cofre.\(stack).yaml" }

  private var selectionPath: String { "\(DataFolder.path(in: folder))/stack" }

  /// The names of all stacks, sorted: those with a settings file and those with a state.
  package func stacks(in backend: any StateBackend) async throws -> [String] {
    let states = try await backend.stacks()
    return Set(try configuredStacks()).union(states).sorted()
  }

  /// The names of the stacks that have a settings file, sorted.
  package func configuredStacks() throws -> [String] {
    let names: [String]
    do { names = try Files.names(in: folder) } catch { throw SettingsFile.failure(error, folder) }
    return names.compactMap { name in
      guard name.hasPrefix("Cofre."), name.hasSuffix(".yaml"), name.utf8.count > "Cofre..yaml".utf8.count else {
        return nil
      }
      let stack = String(name.dropFirst("Cofre.".count).dropLast(".yaml".count))
      return Names.problem(with: stack) == nil ? stack : nil
    }.sorted()
  }

  /// The stack that was selected last, or nil; it may be gone since.
  package func selectedStack() throws -> String? {
    guard let bytes = try SettingsFile.read(selectionPath, shownAs: ".cofre/stack") else { return nil }
    let name = String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
    return Names.problem(with: name) == nil ? name : nil
  }

  /// Selects a stack for the commands to come; nil selects none.
  package func select(_ stack: String?) throws {
    do {
      guard let stack else {
        try Files.remove(selectionPath)
        return
      }
      try Self.checkStackName(stack)
      try DataFolder.make(in: folder)
      try Files.replace(
        selectionPath, with: Array("\(stack)\n".utf8), mode: 0o600, temporaryPath: "\(selectionPath).tmp")
    } catch let error as FileError {
      throw SettingsFile.failure(error, ".cofre/stack")
    }
  }

  /// What is wrong with the name of a stack that there is not.
  package func unknownStack(_ wanted: String, among stacks: [String]) -> Diagnostic {
    Diagnostic(
      code: "stack-unknown", "Unknown stack", detail: "The project '\(name)' has no stack '\(wanted)'.",
      hint: didYouMean(nearestNames(to: wanted, among: stacks)) ?? "To make it:\n    cofre stack init \(wanted)")
  }

  /// The stack that a command is about: the one named, or else the selected one, or else the only one.
  ///
  /// Throws when there is none to choose, or the name is not that of a stack, listing those that there are.
  package func resolveStack(_ named: String?, in backend: any StateBackend) async throws -> String {
    if let named { try Self.checkStackName(named) }
    let stacks = try await stacks(in: backend)
    let selected = try selectedStack()
    if let wanted = named ?? selected {
      if stacks.contains(wanted) { return wanted }
      throw DiagnosticError(unknownStack(wanted, among: stacks))
    }
    switch stacks.count {
    case 1: return stacks[0]
    case 0:
      throw DiagnosticError(
        Diagnostic(
          code: "no-stack", "No stack", detail: "The project '\(name)' has no stack yet.",
          hint: "To make one:\n    cofre stack init dev"))
    default:
      let list = stacks.map { "'\($0)'" }.joined(separator: ", ")
      throw DiagnosticError(
        Diagnostic(
          code: "no-stack-selected", "No stack selected",
          detail: "The project '\(name)' has the stacks \(list), and none is selected.",
          hint: "Name one with --stack, or select one:\n    cofre stack select \(stacks[0])"))
    }
  }

  /// Throws when a text cannot be the name of a stack.
  package static func checkStackName(_ stack: String) throws {
    guard let problem = Names.problem(with: stack) else { return }
    throw DiagnosticError(
      Diagnostic(
        code: "invalid-name", "Invalid name", detail: "The stack name '\(stack)' \(problem).",
        hint: "Use letters, digits, '_', '-' and '.', as in 'dev'."))
  }
}
