import CofreEngine
import CofreJSON
import CofreLua
import CofreModel
import CofreProvider
import Synchronization

/// An operation told to a program: one JSON object a line; the first one has `formatVersion`, and docs/json.md lists them.
final class JSONOperationView: OperationView {
  /// Raised when a member goes away or changes its meaning; members may be added at any time.
  static let formatVersion: Int64 = 1

  private let console: Console
  private let values: ValueText
  private let places: ScriptPlaces?
  private let isFirst = Mutex(true)

  init(console: Console, values: ValueText, places: ScriptPlaces? = nil) {
    self.console = console
    self.values = values
    self.places = places
  }

  func begin(_ operation: OperationName, project: String, stack: String, sandbox: Bool) {
    write(
      "start",
      [
        ("operation", .string(operation.rawValue)), ("project", .string(project)), ("stack", .string(stack)),
        ("sandbox", .bool(sandbox)),
      ])
  }

  func show(_ event: EngineEvent) {
    switch event {
    case .planned(let step): write("planned", members(step))
    case .started(let step): write("started", members(step))
    case .finished(let step, let duration):
      write("finished", members(step) + [("durationMilliseconds", .integer(duration.milliseconds))])
    case .failed(let step, let diagnostic):
      write("failed", members(step) + [("diagnostic", DiagnosticText.json(diagnostic, places: places))])
    case .recovered(let urn, let message):
      write("recovered", [("urn", .string(urn.description)), ("message", .string(message))])
    case .diagnostic(let diagnostic): show([diagnostic])
    }
  }

  func end(_ operation: OperationName, _ outcome: Outcome, duration: Duration) {
    let counts = Step.Kind.allCases.compactMap { kind in
      outcome.counts[kind].map { (kind.rawValue, JSON.integer(Int64($0))) }
    }
    write(
      "end",
      [
        ("operation", .string(operation.rawValue)),
        ("result", .string(outcome.hasErrors ? "failed" : outcome.wasCancelled ? "interrupted" : "done")),
        ("hasChanges", .bool(outcome.hasChanges)), ("counts", .object(JSONObject(counts))),
        ("outputs", values.json(.object(outcome.exports))),
        ("durationMilliseconds", .integer(duration.milliseconds)),
      ])
  }

  func show(_ message: ScriptMessage) {
    write("message", [("kind", .string(message.kind.rawValue)), ("text", .string(message.text))])
  }

  func show(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      write("diagnostic", [("diagnostic", DiagnosticText.json(diagnostic, places: places))])
    }
  }

  private func members(_ step: Step) -> [(String, JSON)] {
    var members: [(String, JSON)] = [
      ("step", .string(step.kind.rawValue)), ("urn", .string(step.urn.description)),
      ("resourceType", .string(step.urn.type)), ("name", .string(step.urn.name)),
    ]
    if !step.id.isEmpty { members.append(("id", .string(step.id))) }
    if let location = step.location {
      members.append(("location", ["file": .string(location.file), "line": .integer(Int64(location.line))]))
    }
    if !step.diff.changes.isEmpty {
      members.append(
        (
          "changes",
          .array(
            step.diff.changes.map { change in
              var object: JSONObject = [
                "path": .string(change.path.description), "requiresReplacement": .bool(change.requiresReplacement),
              ]
              object["old"] = change.old.map(values.json)
              object["new"] = change.new.map(values.json)
              return .object(object)
            })
        ))
    }
    if step.deletesFirst { members.append(("deletesFirst", true)) }
    if let tombstone = step.tombstone { members.append(("tombstone", .string(tombstone))) }
    return members
  }

  private func write(_ type: String, _ members: [(String, JSON)]) {
    isFirst.withLock { isFirst in
      let head: [(String, JSON)] = isFirst ? [("formatVersion", .integer(Self.formatVersion))] : []
      isFirst = false
      console.print(JSON.object(JSONObject(head + [("type", .string(type))] + members)).text())
    }
  }
}

extension Duration {
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
