import LuaSyntax

/// All actions that there are: the one explicit list, in the order in which they are offered.
enum ActionList {
  static let all: [any ScriptAction.Type] = [
    DiagnosticFixAction.self,
    MoveSecretAction.self,
    FillPropertiesAction.self,
    RequireModuleAction.self,
    UseReferenceAction.self,
    ExtractLocalAction.self,
    ExtractModuleAction.self,
    KeepResultAction.self,
    InlineLocalAction.self,
    ProtectAction.self,
    SplitLinesAction.self,
    JoinLinesAction.self,
    SwapWithNextAction.self,
    InvertIfAction.self,
    ChangeQuotesAction.self,
    CallParenthesesAction.self,
    DocumentFunctionAction.self,
    OrganizeRequiresAction.self,
    FixAllAction.self,
    SilenceAction.self,
  ]
}

extension DocumentAnalysis {
  /// What can be done about a range of bytes, in the order in which it is to be shown.
  ///
  /// Of the kinds only those that are wanted are looked at.
  package func actions(in range: Range<Int>, where isWanted: (ActionKind) -> Bool = { _ in true }) -> [ActionOffer] {
    let context = ActionContext(self, range)
    return ActionList.all.filter { isWanted($0.kind) }.flatMap { $0.offers(in: context) }
  }
}
