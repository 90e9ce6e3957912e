import LuaSyntax

enum ModuleCycleRule: NodeRule {
  static let page = RulePage(
    "module-cycle", .error, .stack, "Modules require each other",
    explanation: """
      A file requires a module that requires the file again, directly or by way of others, while both are still being
      loaded. The run would stop there.

      Move what both need into a third module, or require the other inside of the function that needs it.
      """,
    wrong: """
      -- This file is example.lua.
      local example = require "example"
      print(example)
      """,
    right: """
      -- This file is example.lua.
      local function again()
        return require "example"
      end
      print(again)
      """)

  static let kinds: [NodeKind] = [.call]

  static func check(_ node: Node, in context: inout RuleContext) {
    let surroundings = context.facts.workspace.surroundings
    guard !surroundings.ownModules.isEmpty, let call = CallExpression(node), context.calledFunction(call) == "require",
      case .string(let literal)? = call.arguments.expressions.first,
      !node.ancestors.contains(where: { $0.kind == .functionBody })
    else { return }
    let name = String(decoding: literal.value, as: UTF8.self)
    guard let way = surroundings.wayBack(from: name) else { return }
    let text = way.map { "'\($0)'" }.joined(separator: ", which requires ")
    context.report(
      page, at: literal.range,
      way.count == 1 ? "The file requires itself." : "The file requires \(text), which is this file.")
  }
}

extension Surroundings {
  /// The modules from one that is required to the file asked about itself; nil when it is not required again.
  fileprivate func wayBack(from name: String) -> [String]? {
    var before: [String: String] = [:]
    var waiting = [name]
    var seen: Set<String> = [name]
    var isLong = false
    while let next = waiting.popLast() {
      if !isLong, seen.count > Self.longWay {
        isLong = true
        if isKnownToLeadNowhere(name) { return nil }
      }
      if ownModules.contains(next) {
        var way = [next]
        while let earlier = before[way[0]] { way.insert(earlier, at: 0) }
        return way
      }
      guard let file = modules[next], !file.isLibrary else { continue }
      for further in file.text.index.eagerModules where seen.insert(further).inserted {
        before[further] = next
        waiting.append(further)
      }
    }
    return nil
  }

  /// From so many modules on, it is worth knowing of the whole project which of them are in a circle at all.
  private static var longWay: Int { 64 }

  /// Whether the files as they are on disk tell that no way leads back from a module that this one requires there.
  private func isKnownToLeadNowhere(_ name: String) -> Bool {
    guard isAsOnDisk, let own = ownFile, own.text.index.eagerModules.contains(name),
      let file = project.modules[name]
    else { return false }
    return !project.filesBeforeCircles.contains(file.path)
  }
}
