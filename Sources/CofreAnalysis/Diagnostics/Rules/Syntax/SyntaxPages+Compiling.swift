extension SyntaxPages {
  /// Rules of Lua's compiler, which are checked on the finished tree.
  static let compiling: [RulePage] = [
    page(
      "break-outside-loop", "Break outside a loop",
      "`break` leaves the innermost loop of its function, and there is none here.\n\nTo leave a function write `return`.",
      wrong: "local x = 1\nif x == 1 then\n  break\nend",
      right: "for x = 1, 3 do\n  if x == 2 then\n    break\n  end\nend"),
    page(
      "constant-assignment", "Assignment to a constant",
      "The variable is declared with `<const>` or `<close>`, so its value cannot change.\n\nTake the attribute away, or use "
        + "another variable.",
      wrong: "local region <const> = \"eu\"\nregion = \"us\"\nprint(region)",
      right: "local region = \"eu\"\nregion = \"us\"\nprint(region)", alsoKnownAs: ["local-const-reassign"]),
    page(
      "duplicate-label", "Duplicate label",
      "A label of this name can already be seen here, so a `goto` would be ambiguous.\n\nRename one of the two.",
      wrong: "goto again\n::again::\n::again::", right: "goto again\n::again::"),
    page(
      "jump-into-scope", "Jump into the scope of a variable",
      "A `goto` would jump over the declaration of a local that its label still sees: the variable would have no value."
        + "\n\nDeclare the variable before the `goto`, or put what uses it into `do … end`.",
      wrong: "if os.time() > 0 then\n  goto done\nend\nlocal x = 1\n::done::\nprint(x)",
      right: "local x = 1\nif os.time() > 0 then\n  goto done\nend\nprint(x)\n::done::"),
    page(
      "multiple-close", "Second <close> variable",
      "One `local` statement can declare one variable to be closed, so that their order is plain.\n\nDeclare the second in "
        + "a statement of its own.",
      wrong: "local a <close>, b <close> = nil, nil", right: "local a <close> = nil\nlocal b <close> = nil"),
    page(
      "too-many-locals", "Too many local variables",
      "Lua's compiler allows 200 local variables that can be seen at one place of a function, loops' own ones included."
        + "\n\nCollect some in a table, or close their scope with `do … end`.",
      wrong: "", right: ""),
    page(
      "too-many-registers", "Too many values at once",
      "Lua's compiler holds local variables and intermediate values in 254 places, and the statement needs more."
        + "\n\nPut arguments into a table, or use fewer local variables.",
      wrong: "", right: ""),
    page(
      "too-many-upvalues", "Too many outer variables",
      "Lua's compiler lets a function use 255 variables of the functions around it, and this one uses more.\n\nCollect "
        + "some of them in a table.",
      wrong: "", right: ""),
    page(
      "undefined-label", "Unknown label",
      "A `goto` reaches labels of its own block and of the blocks around it, within its function, and there is none of "
        + "this name.\n\nWrite `::name::` where it should go on.",
      wrong: "goto done", right: "goto done\n::done::"),
    page(
      "unknown-attribute", "Unknown attribute",
      "What stands between `<` and `>` behind a local variable is an attribute, and there are two: `<const>` and "
        + "`<close>`.\n\nWrite one of them, or take it away.",
      wrong: "local x <constant> = 1\nprint(x)", right: "local x <const> = 1\nprint(x)"),
    page(
      "vararg-outside-function", "No '...' here",
      "`...` holds the extra arguments of the function that it stands in, and this function takes none.\n\nAdd `...` to its "
        + "parameters.",
      wrong: "local function f()\n  return ...\nend\nf()", right: "local function f(...)\n  return ...\nend\nf()"),
  ]
}
