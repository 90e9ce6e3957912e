import LuaSyntax

enum CastTypeMismatchRule: FileRule {
  static let page = RulePage(
    "cast-type-mismatch", .warning, .lua, "Cast to another type",
    explanation: """
      A `---@cast` says that a variable is of a type that has nothing in common with the one that its annotation names.

      Cast it to a part of that type, or change the annotation.
      """,
    wrong: """
      ---@param days integer|string
      local function show(days)
        ---@cast days boolean
        print(days)
      end
      show(7)
      """,
    right: """
      ---@param days integer|string
      local function show(days)
        ---@cast days integer
        print(days)
      end
      show(7)
      """)

  static func checkFile(in context: inout RuleContext) {
    let facts = context.facts
    for cast in facts.types.fileAnnotations.casts {
      let name = cast.content.variable
      guard let operation = cast.content.operations.first, case .replace(let type) = operation,
        cast.content.operations.count == 1
      else { continue }
      let inquiry = context.askTypes()
      guard
        let binding = facts.visibleBindings(at: cast.next).first(where: { facts.bindings[$0].name == name.text }),
        let declared = inquiry.annotatedType(of: binding).map(inquiry.expanded)
      else { continue }
      let wanted = inquiry.expanded(AnnotationReader(file: inquiry.identity).type(type))
      guard declared.isSure, wanted.isSure, !inquiry.fits(wanted, declared), !inquiry.fits(declared, wanted),
        inquiry.bounds.cuts == 0
      else { continue }
      context.report(
        page, at: type.range,
        "'\(name.text)' is '\(inquiry.text(of: declared))', which is never '\(inquiry.text(of: wanted))'.")
    }
  }
}
