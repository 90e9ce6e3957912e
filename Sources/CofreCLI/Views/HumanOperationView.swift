import CofreEngine
import CofreLua
import CofreModel
import Synchronization

/// An operation told to a person: the steps line by line, what is in flight at the bottom of a terminal.
final class HumanOperationView: OperationView {
  private let console: Console
  private let values: ValueText
  private let diagnostics: DiagnosticText
  private let inFlight = Mutex<[URN: Step]>([:])
  /// Whether an empty line is to come before what is printed next.
  private let wantsGap = Mutex(false)

  init(console: Console, values: ValueText, diagnostics: DiagnosticText) {
    self.console = console
    self.values = values
    self.diagnostics = diagnostics
  }

  private var style: Style { console.stdoutStyle }
  private var steps: StepText { StepText(style: style, values: values) }

  func begin(_ operation: OperationName, project: String, stack: String, sandbox: Bool) {
    let place = "\(style.bold(project))/\(style.bold(stack))" + (sandbox ? " in the sandbox" : "")
    let verb: String
    switch operation {
    case .preview: verb = "Preview of"
    case .up: verb = "Updating"
    case .destroy: verb = "Destroying"
    case .previewDestroy: verb = "Preview of destroying"
    case .refresh: verb = "Refreshing"
    case .previewRefresh: verb = "Preview of refreshing"
    }
    console.print("\(verb) \(place)")
    wantsGap.withLock { $0 = true }
  }

  func show(_ event: EngineEvent) {
    switch event {
    case .planned(let step):
      guard step.kind != .same else { return }
      show(step, isDone: false)
    case .started(let step):
      inFlight.withLock { $0[step.urn] = step }
      showProgress()
    case .finished(let step, _):
      inFlight.withLock { $0[step.urn] = nil }
      if step.kind != .same { show(step, isDone: true) }
      showProgress()
    case .failed(let step, let diagnostic):
      inFlight.withLock { $0[step.urn] = nil }
      console.say(diagnostics.text(diagnostic))
      showProgress()
    case .recovered(let urn, let message):
      openGap()
      console.print("  \(style.blue("↻")) \(style.bold(urn.name))  \(style.dim(urn.type))  \(message)")
    case .diagnostic(let diagnostic):
      console.say(diagnostics.text(diagnostic))
    }
  }

  private func openGap() {
    guard
      wantsGap.withLock({ wants in
        defer { wants = false }; return wants
      })
    else { return }
    console.print("")
  }

  private func show(_ step: Step, isDone: Bool) {
    openGap()
    var lines = ["  " + steps.line(step, isDone: isDone)]
    if !isDone || step.kind != .create { lines += steps.changes(step).map { "  \($0)" } }
    if !isDone, let tombstone = steps.tombstone(step) { lines.append("  \(tombstone)") }
    console.print(lines.joined(separator: "\n"))
  }

  private func showProgress() {
    let names = inFlight.withLock { $0.values.map(\.urn.name).sorted() }
    guard !names.isEmpty else { return console.clearStatus() }
    let shown = names.prefix(4).joined(separator: ", ")
    let more = names.count > 4 ? " and \(names.count - 4) more" : ""
    console.showStatus("  … \(shown)\(more)")
  }

  func end(_ operation: OperationName, _ outcome: Outcome, duration: Duration) {
    console.clearStatus()
    if !outcome.exports.isEmpty, operation != .refresh, operation != .previewRefresh, !outcome.hasErrors {
      console.print("\n\(style.bold("Outputs"))")
      for name in outcome.exports.keys.sorted() {
        console.print("  \(name): \(values.text(outcome.exports[name] ?? .null))")
      }
    }
    let summary = Summary(outcome.counts, changesNothing: operation.changesNothing).text
    let head: String
    if outcome.hasErrors {
      head = style.red("Failed")
    } else if outcome.wasCancelled {
      head = style.yellow("Interrupted")
    } else if !outcome.hasChanges {
      head = style.green("No changes")
    } else {
      head = style.green(operation.changesNothing ? "Plan" : "Done")
    }
    let text =
      outcome.hasErrors && outcome.counts.isEmpty
      ? "nothing was \(operation.changesNothing ? "planned" : "done")" : summary
    console.print("\n\(head): \(text)\(operation.changesNothing ? "" : " in \(duration.seconds) s")")
  }

  func show(_ message: ScriptMessage) {
    switch message.kind {
    case .printed: console.print(message.text)
    case .debug, .info: console.say("  \(style.dim(message.text))")
    case .warning: console.say("  \(style.yellow("warning:")) \(message.text)")
    case .error: console.say("  \(style.red("error:")) \(message.text)")
    }
  }

  func show(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { console.say(self.diagnostics.text(diagnostic)) }
  }
}

/// How many of each.
struct Summary {
  private let counts: [Step.Kind: Int]
  private let changesNothing: Bool

  init(_ counts: [Step.Kind: Int], changesNothing: Bool) {
    self.counts = counts
    self.changesNothing = changesNothing
  }

  var text: String {
    let words: [(Step.Kind, String, String)] = [
      (.create, "to create", "created"), (.update, "to update", "updated"), (.replace, "to replace", "replaced"),
      (.delete, "to delete", "deleted"), (.deleteReplaced, "old to delete", "old deleted"),
      (.retain, "to leave in the cloud", "left in the cloud"), (.refresh, "to refresh", "refreshed"),
      (.same, "unchanged", "unchanged"),
    ]
    let parts = words.compactMap { kind, future, past -> String? in
      guard let count = counts[kind], count > 0 else { return nil }
      return "\(count) \(changesNothing ? future : past)"
    }
    return parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")
  }
}

extension Duration {
  /// Seconds with one decimal.
  var seconds: String {
    let tenths = (components.seconds * 10) + components.attoseconds / 100_000_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
