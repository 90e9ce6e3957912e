import CofreAnalysis
import CofreJSON

/// What a user may set, in `initializationOptions` or as the section `cofre` of the editor's settings.
struct ServerSettings: Sendable, Equatable {
  /// Whether the server says by `window/logMessage` what went wrong inside it (`log`).
  var logs = false
  /// Whether scripts are previewed in the pauses of typing (`plan`).
  var plans = true
  /// Where the plan is shown, when that is said: `"hints"` or `"lenses"` (`plan`).
  var planDisplay = PlanDisplay.both
  /// Codes of diagnostics that are not wanted (`silence`).
  var silencedCodes: Set<String> = []
  /// Whether the uses of functions, classes and resources are counted above them (`references`).
  ///
  /// Off unless it is asked for: it is a line above nearly every declaration, next to what is planned for it, and each count
  /// is a search through the project.
  var countsReferences = false
  /// Which inlay hints are shown, each on unless it is set to false: `hints.defaults`, `hints.parameters`, `hints.types`.
  var hints = InlayHintKinds.all

  /// Reads settings; what is misspelt is left out.
  init(_ json: JSON? = nil) {
    let section = json?["cofre"] ?? json
    logs = section?["log"]?.boolValue ?? false
    plans = section?["plan"]?.boolValue ?? true
    switch section?["plan"]?.stringValue {
    case "hints": planDisplay = .hints
    case "lenses": planDisplay = .lenses
    default: break
    }
    countsReferences = section?["references"]?.boolValue ?? false
    silencedCodes = Set((section?["silence"]?.arrayValue ?? []).compactMap(\.stringValue))
    for (name, kind) in [("defaults", InlayHintKinds.defaults), ("parameters", .parameters), ("types", .types)]
    where section?["hints"]?[name]?.boolValue == false {
      hints.remove(kind)
    }
  }
}
