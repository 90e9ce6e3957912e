import CofreEngine
import CofreModel
import CofreProvider

/// One step as people read it: a sign, the type, the name, and what changes.
struct StepText {
  var style: Style
  var values: ValueText

  func line(_ step: Step, isDone: Bool) -> String {
    var text = "\(sign(step)) \(style.bold(step.urn.name))  \(style.dim(step.urn.type))  \(verb(step, isDone: isDone))"
    if isDone, !step.id.isEmpty, step.kind == .create || step.kind == .replace { text += "  \(style.dim(step.id))" }
    return text
  }

  /// The changed properties, one a line.
  func changes(_ step: Step) -> [String] {
    step.diff.changes.map { change in
      let mark: String
      switch (change.old, change.new) {
      case (nil, _): mark = style.green("+")
      case (_, nil): mark = style.red("-")
      default: mark = change.requiresReplacement ? style.magenta("±") : style.yellow("~")
      }
      return "    \(mark) \(change.path): \(values.change(change.old, change.new))"
    }
  }

  /// What stays behind, for a plan that deletes.
  func tombstone(_ step: Step) -> String? {
    switch step.kind {
    case .delete, .deleteReplaced, .replace: return step.tombstone.map { "    \(style.yellow("!")) \($0)" }
    default: return nil
    }
  }

  private func sign(_ step: Step) -> String {
    switch step.kind {
    case .same: return "="
    case .create: return style.green("+")
    case .update: return style.yellow("~")
    case .replace: return style.magenta("±")
    case .delete, .deleteReplaced: return style.red("-")
    case .retain: return style.blue("○")
    case .refresh: return style.blue("↻")
    }
  }

  private func verb(_ step: Step, isDone: Bool) -> String {
    switch step.kind {
    case .same: return "unchanged"
    case .create: return isDone ? "created" : "create"
    case .update: return isDone ? "updated" : "update"
    case .replace:
      let why = step.diff.changes.filter(\.requiresReplacement).map(\.path.description).joined(separator: ", ")
      let reason = why.isEmpty ? "" : " (\(why))"
      let order = step.deletesFirst ? ", deleting first" : ""
      return (isDone ? "replaced" : "replace") + reason + order
    case .delete: return isDone ? "deleted" : "delete"
    case .deleteReplaced: return isDone ? "old one deleted" : "delete the old one"
    case .retain: return isDone ? "left in the cloud, dropped from state" : "leave in the cloud, drop from state"
    case .refresh: return isDone ? "refreshed" : "differs in the cloud"
    }
  }
}
