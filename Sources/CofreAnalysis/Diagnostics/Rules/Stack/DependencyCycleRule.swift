import CofreSchema
import LuaSyntax

enum DependencyCycleRule: FileRule {
  static let page = RulePage(
    "dependency-cycle", .error, .stack, "Resources that need each other",
    explanation: """
      A resource uses another one that is declared further down, and that one uses the first. None of the two can be made
      before the other. When the script is run, the variable is still nil at the first use: the property or dependency is
      left out without a word.

      Take one of the two uses away, or cut the circle with a third resource that joins the two.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local first, second
      first = aws.secretsmanager.Secret("first", {}, { depends_on = { second } })
      second = aws.secretsmanager.Secret("second", {}, { depends_on = { first } })
      """,
    right: """
      local aws = require "cofre.aws"
      local first = aws.secretsmanager.Secret("first", {})
      local second = aws.secretsmanager.Secret("second", {}, { depends_on = { first } })
      """)

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    guard facts.declarations.count > 0 else { return }
    // Only a use of what is declared no earlier can close a circle, and such uses are rare.
    var uses: [Int: [(target: Int, range: Range<Int>)]] = [:]
    var suspects: [(source: Int, target: Int, range: Range<Int>)] = []
    let places = facts.declarations.map { $0.call.arguments.range }
    for binding in facts.bindings {
      guard case .handle(let target) = binding.value, binding.uses.count(where: \.isWrite) <= 1 else { continue }
      for use in binding.uses where !use.isWrite {
        guard let source = declaration(around: use.range, places) else { continue }
        uses[source, default: []].append((target, use.range))
        if target >= source { suspects.append((source, target, use.range)) }
      }
    }
    for suspect in suspects.prefix(50) where reaches(suspect.source, from: suspect.target, uses) {
      if isDelayed(suspect.range, in: suspect.source, facts) { continue }
      report(suspect, in: &context)
    }
  }

  private static func report(
    _ suspect: (source: Int, target: Int, range: Range<Int>), in context: inout RuleContext
  ) {
    let (source, target) = (context.facts.declarations[suspect.source], context.facts.declarations[suspect.target])
    let name = context.file.text(suspect.range)
    let other = AnalysisDiagnostic.Related(
      location: LocationItem(range: target.name?.range ?? target.calleeRange), message: "It is declared here.")
    context.report(
      page, at: suspect.range,
      suspect.source == suspect.target
        ? "The \(source.type.name) uses itself: '\(name)' is nil until it is declared."
        : "The \(source.type.name) needs the \(target.type.name) in '\(name)', which needs it in its turn.",
      hint: "Take one of the uses away.", related: [other])
  }

  /// The declaration whose arguments an offset lies in, the innermost one.
  private static func declaration(around range: Range<Int>, _ places: [Range<Int>]) -> Int? {
    // They are in the order of their ends, as a call is complete before what it is an argument of.
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].upperBound < range.upperBound { low = middle + 1 } else { high = middle }
    }
    guard low < places.count, places[low].lowerBound <= range.lowerBound else { return nil }
    return low
  }

  /// Whether a use stands in a function, which is called later.
  private static func isDelayed(_ range: Range<Int>, in source: Int, _ facts: DocumentFacts) -> Bool {
    let call = facts.declarations[source].call.node
    for node in facts.file.innermostNode(covering: range).ancestors {
      if node == call { return false }
      if node.kind == .functionBody { return true }
    }
    return false
  }

  private static func reaches(
    _ goal: Int, from start: Int, _ uses: [Int: [(target: Int, range: Range<Int>)]]
  ) -> Bool {
    var open = [start]
    var seen: Set<Int> = []
    while let next = open.popLast() {
      if next == goal { return true }
      guard seen.insert(next).inserted else { continue }
      open += (uses[next] ?? []).map(\.target)
    }
    return false
  }
}
