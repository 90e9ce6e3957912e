/// The stable logical name of a resource: the same in every run of the stack.
///
/// The grammar, in EBNF; no part is empty, and `stack`, `project` and `type` hold no `::`:
///
///     urn  = "urn:cofre:" stack "::" project "::" type "::" name ;
///     type = { parent type "$" } , type token ;        (* aws.secretsmanager.Secret *)
///
/// The name may hold any character; it is what follows the third `::`.
package struct URN: Sendable, Hashable {
  package var stack: String
  package var project: String
  /// The type token with the types of the parents before it, joined by `$`.
  package var qualifiedType: String
  package var name: String

  package init(stack: String, project: String, type: String, name: String, parent: URN? = nil) {
    self.stack = stack
    self.project = project
    self.qualifiedType = parent.map { "\($0.qualifiedType)$\(type)" } ?? type
    self.name = name
  }

  /// The resource's own type token, such as `aws.secretsmanager.Secret`.
  package var type: String {
    guard let dollar = qualifiedType.lastIndex(of: "$") else { return qualifiedType }
    return String(qualifiedType[qualifiedType.index(after: dollar)...])
  }
}

extension URN {
  /// Leaves out stack and project, which are the same for all URNs that meet in one collection.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(qualifiedType)
  }
}

extension URN: CustomStringConvertible {
  package var description: String { "urn:cofre:\(stack)::\(project)::\(qualifiedType)::\(name)" }
}

extension URN {
  /// Parses the form of ``description``; nil for text that does not follow the grammar.
  package init?(parsing text: String) {
    let prefix = "urn:cofre:"
    guard text.hasPrefix(prefix) else { return nil }
    var parts: [Substring] = []
    var rest = text.dropFirst(prefix.count)
    while parts.count < 3 {
      var end = rest.startIndex
      var found = false
      while end < rest.endIndex {
        if rest[end] == ":", rest.index(after: end) < rest.endIndex, rest[rest.index(after: end)] == ":" {
          found = true
          break
        }
        end = rest.index(after: end)
      }
      guard found, end > rest.startIndex else { return nil }
      parts.append(rest[..<end])
      rest = rest[rest.index(end, offsetBy: 2)...]
    }
    guard !rest.isEmpty else { return nil }
    stack = String(parts[0])
    project = String(parts[1])
    qualifiedType = String(parts[2])
    name = String(rest)
  }
}
