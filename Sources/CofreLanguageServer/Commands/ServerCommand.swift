/// A command that clients may have the server carry out, by `workspace/executeCommand`.
enum ServerCommand: String, CaseIterable, Sendable {
  /// Reads all files and settings anew, and looks at everything again.
  case reload = "cofre.reload"
  /// Says what `cofre up` would do: of the document whose URI is given, or of all that are open.
  case showPlan = "cofre.showPlan"
  /// Shows the page of the code that is given.
  case explain = "cofre.explain"
  /// Takes note that an action has changed the settings of the project of the script whose URI is given.
  ///
  /// It goes with such an action; nobody gives it by hand.
  case settingsChanged = "cofre.settingsChanged"
}
