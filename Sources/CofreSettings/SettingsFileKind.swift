/// Which of a project's settings files a file is, as its name says.
package enum SettingsFileKind: Sendable, Hashable {
  /// `Cofre.yaml`.
  case project
  /// `Cofre.<stack>.yaml`, with the name of the stack.
  case stack(String)

  /// Nil for the name of any other file.
  package init?(fileName: some StringProtocol) {
    guard fileName.hasPrefix("Cofre."), fileName.hasSuffix(".yaml") else { return nil }
    if fileName.utf8.count == "Cofre.yaml".utf8.count {
      self = .project
      return
    }
    let stack = fileName.dropFirst("Cofre.".count).dropLast(".yaml".count)
    guard !stack.isEmpty, !stack.contains("/") else { return nil }
    self = .stack(String(stack))
  }

  /// The kind of a file by its path.
  package init?(path: String) {
    self.init(fileName: path.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
  }

  package var fileName: String {
    switch self {
    case .project: "Cofre.yaml"
    case .stack(let stack): "Cofre.\(stack).yaml"
    }
  }
}
