package import CofreAnalysis
package import CofreJSON
import CofreModel

/// How a plan travels from the process that makes it to the one that shows it; both are of the same program.
package enum PlanCodec {
  package static func encode(_ plan: ProjectPlan) -> JSON {
    [
      "stack": .string(plan.stack), "main": .string(plan.main), "isComplete": .bool(plan.isComplete),
      "resources": .array(plan.resources.map(encode)), "deleted": .array(plan.deleted.map(encode)),
      "exports": encode(plan.exports), "problems": .array(plan.problems.map(encode)),
    ]
  }

  /// Nil for what is no plan.
  package static func decode(_ json: JSON) -> ProjectPlan? {
    guard let stack = json["stack"]?.stringValue, let main = json["main"]?.stringValue else { return nil }
    var plan = ProjectPlan(stack: stack, main: main)
    plan.isComplete = json["isComplete"]?.boolValue ?? false
    plan.resources = (json["resources"]?.arrayValue ?? []).compactMap(resource)
    plan.deleted = (json["deleted"]?.arrayValue ?? []).compactMap(resource)
    plan.exports = texts(json["exports"])
    plan.problems = (json["problems"]?.arrayValue ?? []).compactMap(problem)
    return plan
  }

  // MARK: - Resources

  private static func encode(_ resource: ProjectPlan.Resource) -> JSON {
    [
      "operation": .string(resource.operation.rawValue), "type": .string(resource.type),
      "name": .string(resource.name), "place": encode(resource.place),
      "changes": .array(
        resource.changes.map { ["path": .string($0.path.description), "replaces": .bool($0.replaces)] }),
      "deletesFirst": .bool(resource.deletesFirst), "tombstone": text(resource.tombstone), "id": text(resource.id),
      "isProtected": .bool(resource.isProtected), "incomplete": .array(resource.incompleteReasons.map { .string($0) }),
      "outputs": encode(resource.outputs),
    ]
  }

  private static func resource(_ json: JSON) -> ProjectPlan.Resource? {
    guard let operation = json["operation"]?.stringValue.flatMap(ProjectPlan.Operation.init),
      let type = json["type"]?.stringValue, let name = json["name"]?.stringValue
    else { return nil }
    var resource = ProjectPlan.Resource(operation, type: type, name: name, place: place(json["place"]))
    resource.changes = (json["changes"]?.arrayValue ?? []).compactMap { change in
      change["path"]?.stringValue.flatMap { PropertyPath(parsing: $0) }.map {
        ProjectPlan.Change($0, replaces: change["replaces"]?.boolValue ?? false)
      }
    }
    resource.deletesFirst = json["deletesFirst"]?.boolValue ?? false
    resource.tombstone = json["tombstone"]?.stringValue
    resource.id = json["id"]?.stringValue
    resource.isProtected = json["isProtected"]?.boolValue ?? false
    resource.incompleteReasons = (json["incomplete"]?.arrayValue ?? []).compactMap(\.stringValue)
    resource.outputs = texts(json["outputs"])
    return resource
  }

  // MARK: - Problems

  private static func encode(_ problem: ProjectPlan.Problem) -> JSON {
    [
      "code": .string(problem.code), "severity": .string(problem.severity.rawValue),
      "summary": .string(problem.summary), "detail": .string(problem.detail), "hint": text(problem.hint),
      "place": encode(problem.place), "type": text(problem.type), "name": text(problem.name),
      "path": text(problem.path?.description),
    ]
  }

  private static func problem(_ json: JSON) -> ProjectPlan.Problem? {
    guard let code = json["code"]?.stringValue, let detail = json["detail"]?.stringValue else { return nil }
    var problem = ProjectPlan.Problem(
      json["severity"]?.stringValue.flatMap(AnalysisDiagnostic.Severity.init) ?? .error, code: code,
      json["summary"]?.stringValue ?? "", detail: detail, hint: json["hint"]?.stringValue, place: place(json["place"]))
    problem.type = json["type"]?.stringValue
    problem.name = json["name"]?.stringValue
    problem.path = json["path"]?.stringValue.flatMap { PropertyPath(parsing: $0) }
    return problem
  }

  // MARK: - Parts

  private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  private static func encode(_ texts: [String: String]) -> JSON {
    .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }

  private static func texts(_ json: JSON?) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, value) in json?.objectValue ?? [:] { texts[name] = value.stringValue }
    return texts
  }

  private static func encode(_ place: SourceLocation?) -> JSON {
    place.map { ["file": .string($0.file), "line": .integer(Int64($0.line))] } ?? .null
  }

  private static func place(_ json: JSON?) -> SourceLocation? {
    guard let file = json?["file"]?.stringValue, let line = json?["line"]?.integerValue else { return nil }
    return SourceLocation(file: file, line: Int(line))
  }
}
