import LuaSyntax

/// One thing that can be done to a script at a place.
///
/// An action is a type without state, in a file of its own, listed in ``ActionList``. It must never make a syntax error of a
/// script that has none, and change what a script does only where its title says so.
protocol ScriptAction: Sendable {
  static var kind: ActionKind { get }

  /// What can be done there; nothing for most places, for which it must be quick.
  static func offers(in context: ActionContext) -> [ActionOffer]
}

/// What sort of change an action makes, named as editors group them.
package enum ActionKind: String, Sendable, CaseIterable {
  case quickFix = "quickfix"
  case extract = "refactor.extract"
  case inline = "refactor.inline"
  case rewrite = "refactor.rewrite"
  case organizeImports = "source.organizeImports"
  case fixAll = "source.fixAll"

  /// Whether the kind is one that was asked for, such as `refactor`, which stands for all that begin with it.
  package func isWithin(_ wanted: String) -> Bool {
    wanted.isEmpty || rawValue == wanted || rawValue.hasPrefix(wanted + ".")
  }

  /// Whether it is about the whole file, wherever one stands.
  package var isForWholeFile: Bool { self == .organizeImports || self == .fixAll }
}

/// What an action needs beside the script that it changes.
package enum Need: Sendable { case nothing, newFile, project, secrets }

/// An action that can be taken at the place that was asked about.
package struct ActionOffer: Sendable {
  /// What it does, as a command, the same for as long as the script is the same; never with a value that may be secret.
  package var title: String
  package var kind: ActionKind
  /// What it puts right.
  package var diagnostics: [AnalysisDiagnostic] = []
  /// Whether it is the one to take where there are several.
  package var isPreferred = false
  /// What there must be beside the script.
  package var needs = Need.nothing
  /// Why it cannot be taken here, as a full sentence; nil when it can.
  package var disabledReason: String?
  /// What it changes; made when it is asked for.
  package var change: @Sendable () -> ActionChange

  init(
    _ title: String, _ kind: ActionKind, diagnostics: [AnalysisDiagnostic] = [], isPreferred: Bool = false,
    needs: Need = .nothing, change: @escaping @Sendable () -> ActionChange
  ) {
    self.title = title
    self.kind = kind
    self.diagnostics = diagnostics
    self.isPreferred = isPreferred
    self.needs = needs
    self.change = change
  }

  /// An action that would be of use if something did not stand in its way.
  init(_ title: String, _ kind: ActionKind, disabled reason: String) {
    self.title = title
    self.kind = kind
    disabledReason = reason
    change = { ActionChange([]) }
  }
}
