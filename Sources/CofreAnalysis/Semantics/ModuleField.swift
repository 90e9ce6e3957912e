import LuaSyntax

/// A field of what a file of the project returns.
struct ModuleField: Sendable {
  var name: String
  var range: Range<Int>
  /// The statement or field that gives it.
  var fullRange: Range<Int>
  var isFunction: Bool
  /// Whether it is called with a colon.
  var isMethod: Bool
}

extension DocumentFacts {
  /// What a module gives: `function module.name`, `module.name = …`, and the fields of the table that it returns.
  ///
  /// In the order of the text, each name once.
  func fields(ofModule module: String) -> [ModuleField] {
    guard let file = workspace.modules[module]?.text.file else { return [] }
    var result: [ModuleField] = []
    for statement in file.block.statements {
      switch statement {
      case .function(let function):
        guard case .member(let member) = function.target else { continue }
        add(member, isFunction: true, statement.range, to: &result)
      case .assignment(let assignment):
        let values = assignment.values
        for (index, target) in assignment.targets.enumerated() {
          guard case .member(let member) = target else { continue }
          let isFunction = index < values.count && values[index].node.kind == .functionExpression
          add(member, isFunction: isFunction, statement.range, to: &result)
        }
      case .return(let statement):
        guard case .table(let table)? = statement.values.first else { continue }
        for case .named(let field) in table.fields {
          guard let name = field.name, !result.contains(where: { $0.name == name.text }) else { continue }
          result.append(
            ModuleField(
              name: name.text, range: name.range, fullRange: field.range,
              isFunction: field.value.node.kind == .functionExpression, isMethod: false))
        }
      default: continue
      }
    }
    return result
  }

  private func add(
    _ member: MemberExpression, isFunction: Bool, _ range: Range<Int>, to fields: inout [ModuleField]
  ) {
    guard case .name = member.object, let name = member.name, !name.range.isEmpty,
      !fields.contains(where: { $0.name == name.text })
    else { return }
    fields.append(
      ModuleField(
        name: name.text, range: name.range, fullRange: range, isFunction: isFunction, isMethod: member.isMethod))
  }
}
