import CofreJSON
import LanguageServerProtocol
import Synchronization

/// The settings of the editor.
extension LanguageServer {
  /// Asks a client that can be asked for its section `cofre`; false for other clients.
  @discardableResult
  func askForSettings() -> Bool {
    guard state.withLock({ $0.session?.client.workspace?.configuration }) == true else { return false }
    ask(.workspaceConfiguration, ConfigurationParams(items: [ConfigurationItem(section: "cofre")])) { [self] answer in
      // Clients in which nothing is set answer null; what was given at the start holds then.
      guard case .success(let sections) = answer, let section = sections.first, section.objectValue != nil else {
        return
      }
      take(ServerSettings(section))
    }
    return true
  }

  /// Takes settings, and looks again at what depends on them.
  func take(_ settings: ServerSettings) {
    let before = state.withLock { state in
      defer { state.settings = settings }
      return state.settings
    }
    guard before != settings else { return }
    documentsChanged()
    refresh(before.planDisplay == settings.planDisplay ? .diagnostics : [.plan, .diagnostics])
  }
}
