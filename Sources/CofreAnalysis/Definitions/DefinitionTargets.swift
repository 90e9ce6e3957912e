import CofreSchema
import LuaSyntax

/// Which of the things that a name leads to is asked for.
package enum DefinitionQuestion: Sendable {
  /// Where the script makes it, or else where it comes from.
  case definition
  /// Where it comes from.
  case declaration
  /// Where its type comes from.
  case type
}

extension DocumentAnalysis {
  /// What of Cofre's own, or of Lua's library, the thing at an offset leads to; nil where the project's files say it.
  package func definitionTarget(at offset: Int, _ question: DefinitionQuestion) -> DefinitionTarget? {
    if file.comment(at: offset) != nil { return facts.documentedTarget(at: offset) }
    guard let (subject, _) = facts.subject(at: offset) else { return nil }
    return question == .type ? facts.typeTarget(of: subject) : facts.target(of: subject, question)
  }
}

extension DocumentFacts {
  /// A type of the catalog, or of Cofre's library, that an annotation names.
  fileprivate func documentedTarget(at offset: Int) -> DefinitionTarget? {
    guard annotation(at: offset) != nil, let (name, _) = word(inCommentAt: offset), definition(ofType: name) == nil
    else { return nil }
    if workspace.catalog.resourceType(name) != nil { return DefinitionTarget(ofType: name, .type(name)) }
    let cloud = String(name.split(separator: ".").first ?? "")
    guard name.contains("."), cloud == "cofre" || workspace.catalog.clouds.contains(cloud) else { return nil }
    return DefinitionTarget(ofType: name, .type(name))
  }

  fileprivate func target(of subject: Subject, _ question: DefinitionQuestion) -> DefinitionTarget? {
    switch subject {
    case .binding: return nil
    case .global(let name):
      guard workspace.surroundings.types.global(name) == nil else { return nil }
      return luaTarget(name)
    case .member(let member, let name):
      let object = value(of: member.object)
      if case .library(let table) = object { return libraryTarget("\(table).\(name.text)") }
      switch value(of: .member(member)) {
      case .handle, .resource: return nil
      case .output(let output):
        // What a resource of this script is given is read in the script first.
        return question == .definition && output.declaration != nil ? nil : target(of: output)
      default:
        guard question != .definition, name.text == "urn", let type = object.resourceType(in: self) else {
          return target(of: value(of: .member(member)))
        }
        return DefinitionTarget(ofType: type.name, .field("urn", of: [type.name]))
      }
    case .method(let call, let name): return target(ofMethod: name.text, of: value(of: call.receiver))
    case .key(let name, let table): return target(ofKey: name.text, in: table)
    case .text(let literal):
      guard case .moduleName = expectation(of: literal.node) else { return nil }
      let name = String(decoding: literal.value, as: UTF8.self)
      guard workspace.modules[name].map(\.text.isMadeFromCatalog) ?? true,
        name == "cofre" || name == "cofre.log" || isCloud(name)
      else { return nil }
      return DefinitionTarget(module: name, .file)
    }
  }

  /// The class of what something holds.
  fileprivate func typeTarget(of subject: Subject) -> DefinitionTarget? {
    let value: ValueKind
    switch subject {
    case .binding(let index): value = bindings[index].value
    case .member(let member, _): value = self.value(of: .member(member))
    case .global, .method, .key, .text: return nil
    }
    if let type = value.resourceType(in: self) { return DefinitionTarget(ofType: type.name, .type(type.name)) }
    switch value {
    case .constructor(let type): return DefinitionTarget(ofType: type.name, .type(type.name))
    case .output(let output): return DefinitionTarget.output(of: output.property)
    case .configuration: return DefinitionTarget(module: "cofre", .type("cofre.Config"))
    case .cofre, .namespace, .library("cofre.log"): return target(of: value)
    default: return nil
    }
  }

  private func target(of value: ValueKind) -> DefinitionTarget? {
    switch value {
    case .constructor(let type): return DefinitionTarget(ofType: type.name, .member(type.name))
    case .function(let name): return libraryTarget(name)
    case .cofre: return DefinitionTarget(module: "cofre", .type("cofre"))
    case .library("cofre.log"): return DefinitionTarget(module: "cofre.log", .type("cofre.log"))
    case .library(let name): return luaTarget(name)
    case .namespace(let name): return DefinitionTarget(ofType: name, .type("cofre.\(name)"))
    default: return nil
    }
  }

  private func target(of output: OutputKind) -> DefinitionTarget? {
    guard let type = output.type, !output.path.isEmpty else { return nil }
    var path = output.path.split(separator: ".").map(String.init)
    let name = path.removeLast()
    return DefinitionTarget(
      ofType: type.name, .field(name, of: [([type.name] + path).joined(separator: ".")]))
  }

  private func target(ofMethod name: String, of receiver: ValueKind) -> DefinitionTarget? {
    switch receiver {
    case .configuration:
      guard ConfigurationMethod.named(name) != nil else { return nil }
      return DefinitionTarget(module: "cofre", .field(name, of: ["cofre.Config"]))
    case .output: return DefinitionTarget(module: "cofre", .field(name, of: ["cofre.Output", "cofre.StringOutput"]))
    case .text: return luaTarget("string.\(name)")
    default: return nil
    }
  }

  /// A function or value of a library: `cofre.log.info`, `cofre.export`, `string.rep`.
  private func libraryTarget(_ name: String) -> DefinitionTarget? {
    if let logging = name.dropping(prefix: "cofre.log.") {
      return DefinitionTarget(module: "cofre.log", .member("log.\(logging)"))
    }
    guard let own = name.dropping(prefix: "cofre.") else { return luaTarget(name) }
    // It is a table as well as a function.
    if own == "secret" { return DefinitionTarget(module: "cofre", .field(own, of: ["cofre"])) }
    return DefinitionTarget(module: "cofre", .member(name))
  }

  private func luaTarget(_ name: String) -> DefinitionTarget? {
    let root = String(name.split(separator: ".").first ?? "")
    guard globals[root]?.isAssigned != true,
      StandardLibrary.entry(name) != nil || StandardLibrary.tables[name] != nil
    else { return nil }
    return DefinitionTarget(module: DefinitionFile.luaModule, .member(name))
  }

  private func isCloud(_ module: String) -> Bool {
    module.dropping(prefix: "cofre.").map(workspace.catalog.clouds.contains) ?? false
  }

  // MARK: - Keys of tables

  private func target(ofKey key: String, in table: TableConstructor) -> DefinitionTarget? {
    switch expectation(of: table.node) {
    case .value(let expected):
      guard expected.kind.objectMembers?.contains(where: { $0.name == key }) == true else { return nil }
      let owner = "\(expected.type.name)Args"
      guard let path = path(to: table.node, in: expected.type) ?? expected.property.map({ [$0.name] }) else {
        return nil
      }
      return DefinitionTarget(ofType: owner, .field(key, of: [([owner] + path).joined(separator: ".")]))
    case .options(let type):
      guard ResourceOption.named(key) != nil else { return nil }
      if key == "provider" {
        return DefinitionTarget(ofType: type.name, .field(key, of: ["\(type.cloud).ResourceOptions"]))
      }
      return DefinitionTarget(module: "cofre", .field(key, of: ["cofre.ResourceOptions"]))
    case .option: return DefinitionTarget(module: "cofre", .field(key, of: ["cofre.CustomTimeouts"]))
    default: return nil
    }
  }

  /// The names of the objects that a table is in, from the properties of its resource on.
  ///
  /// Elements of lists and values of maps have no name of their own in the definition files.
  private func path(to table: Node, in type: ResourceType) -> [String]? {
    var keys: [String?] = []
    var node = table
    while let parent = node.parent, parent.kind != .argumentList {
      if parent.kind == .expressionList { return nil }
      if let field = TableField(parent) { keys.append(field.stringKey) }
      node = parent
    }
    var path: [String] = []
    var kind = PropertyKind.object(type.inputs)
    for key in keys.reversed() {
      switch kind {
      case .object(let members):
        guard let member = members.first(where: { $0.name == key }) else { return nil }
        path.append(member.name)
        kind = member.kind
      case .array(let element), .map(let element): kind = element
      default: return nil
      }
    }
    return path
  }
}

extension DefinitionTarget {
  /// The class of outputs of a property.
  fileprivate static func output(of property: Property?) -> DefinitionTarget {
    if case .string? = property?.kind { return DefinitionTarget(module: "cofre", .type("cofre.StringOutput")) }
    return DefinitionTarget(module: "cofre", .type("cofre.Output"))
  }
}

extension ValueKind {
  /// The type of the resource that it is.
  fileprivate func resourceType(in facts: DocumentFacts) -> ResourceType? {
    switch self {
    case .handle(let index): facts.declarations[index].type
    case .resource(let type): type
    default: nil
    }
  }
}

extension String {
  /// What follows a prefix; nil for a text without it.
  fileprivate func dropping(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
