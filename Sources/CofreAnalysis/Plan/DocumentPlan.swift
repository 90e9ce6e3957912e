import CofreModel
import CofreSchema
import LuaSyntax

/// The part of a ``ProjectPlan`` that is about one file, tied to its declarations rather than to its lines.
///
/// It is made with the version of the file that the preview ran, and can be shown in later ones: what was said of a
/// declaration that no longer stands is left out.
package struct DocumentPlan: Sendable, Equatable {
  /// A problem at a line that is no declaration's.
  struct LineProblem: Sendable, Equatable {
    var problem: ProjectPlan.Problem
    /// Counts from 0.
    var line: Int
    /// What stood there; a problem of another text is not shown.
    var text: [UInt8]
  }

  package var stack: String
  /// What became of a declaration: several resources when it stands in a loop or a function.
  var resources: [DeclarationKey: [ProjectPlan.Resource]] = [:]
  /// The calls of the declarations that would change, as they stood when that was found.
  var changedTexts: [DeclarationKey: [UInt8]] = [:]
  var problems: [DeclarationKey: [ProjectPlan.Problem]] = [:]
  var lineProblems: [LineProblem] = []
  var exports: [String: String] = [:]
  /// What only the state knows; empty for a file that is not the main script.
  var deleted: [ProjectPlan.Resource] = []
}

extension DocumentAnalysis {
  /// The part of a plan that is about this file, which the preview ran under the name `file`.
  ///
  /// A plan that did not come to its end is completed by what an `earlier` one says of declarations that still stand; of
  /// those that have been edited since, by what is recorded of them alone.
  package func documentPlan(of plan: ProjectPlan, file name: String, earlier: DocumentPlan? = nil) -> DocumentPlan {
    var result = DocumentPlan(stack: plan.stack)
    let index = DeclarationIndex(facts)
    for resource in plan.resources {
      guard let place = resource.place, place.file == name,
        let key = index.key(type: resource.type, name: resource.name, line: place.line)
      else { continue }
      result.resources[key, default: []].append(resource)
    }
    for problem in plan.problems where problem.place?.file == name && !isSyntaxError(problem) {
      guard let line = problem.place?.line else { continue }
      if let type = problem.type, let key = index.key(type: type, name: problem.name ?? "", line: line) {
        result.problems[key, default: []].append(problem)
      } else if let text = lineText(line - 1) {
        result.lineProblems.append(.init(problem: problem, line: line - 1, text: text))
      }
    }
    for (declaration, key) in zip(facts.declarations, facts.declarationKeys)
    where result.resources[key]?.contains(where: \.isChanged) == true {
      result.changedTexts[key] = callText(declaration)
    }
    result.exports = plan.exports
    if plan.main == name, plan.isComplete { result.deleted = plan.deleted }
    if !plan.isComplete, let earlier, earlier.stack == plan.stack {
      for (declaration, key) in zip(facts.declarations, facts.declarationKeys) where result.resources[key] == nil {
        let text = earlier.changedTexts[key]
        let isEdited = text.map { $0 != callText(declaration) } ?? false
        result.resources[key] = isEdited ? earlier.resources[key]?.map(\.unchanged) : earlier.resources[key]
        if !isEdited { result.changedTexts[key] = text }
      }
      result.exports.merge(earlier.exports) { new, _ in new }
    }
    return result
  }

  private func callText(_ declaration: ResourceDeclaration) -> [UInt8] { Array(file.source[declaration.call.range]) }

  /// The bytes of a line that counts from 0; nil when there is none.
  func lineText(_ line: Int) -> [UInt8]? {
    guard 0..<file.lines.lineCount ~= line else { return nil }
    return Array(file.source[file.lines.range(ofLine: line)])
  }

  private func isSyntaxError(_ problem: ProjectPlan.Problem) -> Bool { problem.code == "syntax-error" }
}

extension ProjectPlan.Resource {
  fileprivate var isChanged: Bool { operation == .update || operation == .replace }

  /// What is recorded of it, without what would become of it.
  fileprivate var unchanged: ProjectPlan.Resource {
    guard isChanged else { return self }
    var result = self
    result.operation = .same
    result.changes = []
    result.tombstone = nil
    return result
  }
}

/// Finds the declaration that a running script means by a type, a name and a line.
private struct DeclarationIndex {
  private struct Entry {
    var key: DeclarationKey
    var firstLine: Int
    var lastLine: Int
  }

  private struct Name: Hashable {
    var type: String
    var text: String
  }

  private var named: [Name: [Entry]] = [:]
  /// Those whose names are computed.
  private var others: [String: [Entry]] = [:]

  init(_ facts: DocumentFacts) {
    let lines = facts.file.lines
    for (declaration, key) in zip(facts.declarations, facts.declarationKeys) {
      let range = declaration.call.node.range
      let entry = Entry(
        key: key, firstLine: lines.luaLine(at: range.lowerBound), lastLine: lines.luaLine(at: range.upperBound))
      if let name = declaration.logicalName {
        named[Name(type: declaration.type.name, text: name), default: []].append(entry)
      } else {
        others[declaration.type.name, default: []].append(entry)
      }
    }
  }

  func key(type: String, name: String, line: Int) -> DeclarationKey? {
    let named = named[Name(type: type, text: name)] ?? []
    if named.count == 1 { return named[0].key }
    // The one that begins nearest to the line, among those that span it.
    return (named.isEmpty ? others[type] ?? [] : named).filter { $0.firstLine <= line && line <= $0.lastLine }
      .max { $0.firstLine < $1.firstLine }?.key
  }
}
