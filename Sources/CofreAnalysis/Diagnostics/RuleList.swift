import LuaSyntax

/// All diagnostics that there are.
package enum RuleList {
  /// The page of every code that `cofre check` or the language server can report, sorted by the code.
  package static let everyPage: [RulePage] = (all + settings + PlanPages.all).sorted { $0.code < $1.code }

  /// The pages of what the text of a script can have wrong, sorted by the code; those of syntax errors are among them.
  package static let all: [RulePage] = (rules.map { $0.page } + SyntaxPages.all).sorted { $0.code < $1.code }

  /// The page of a code, or of the first that another server calls so.
  package static func page(for code: String) -> RulePage? {
    pages[code] ?? aliases[code]?.first.flatMap { pages[$0] }
  }

  /// The pages of what only settings files can have wrong, sorted by the code; their examples are such files.
  package static let settings: [RulePage] = SettingsPages.all.sorted { $0.code < $1.code }

  /// The rules in force, by group and name.
  static let rules: [any DiagnosticRule.Type] = lua + types + schema + stack + secret

  private static let lua: [any DiagnosticRule.Type] = [
    AmbiguousPrecedenceRule.self,
    CloseNonObjectRule.self,
    ConstantConditionRule.self,
    CountDownLoopRule.self,
    DuplicateIndexRule.self,
    DuplicateRequireRule.self,
    EmptyBlockRule.self,
    IterationVariableReassignedRule.self,
    LowercaseGlobalRule.self,
    NewlineCallRule.self,
    RedefinedLocalRule.self,
    RedundantReturnRule.self,
    RedundantValueRule.self,
    UnavailableInScriptsRule.self,
    UnbalancedAssignmentsRule.self,
    UndefinedGlobalRule.self,
    UnknownDiagnosticCodeRule.self,
    UnreachableCodeRule.self,
    UnusedFunctionRule.self,
    UnusedLabelRule.self,
    UnusedLocalRule.self,
    UnusedLoopVariableRule.self,
    UnusedParameterRule.self,
    UnusedVarargRule.self,
  ]

  private static let types: [any DiagnosticRule.Type] = [
    AssignTypeMismatchRule.self,
    CallNonCallableRule.self,
    CastTypeMismatchRule.self,
    CircleDocClassRule.self,
    DeprecatedRule.self,
    DiscardReturnsRule.self,
    DocFieldNoClassRule.self,
    DocSyntaxErrorRule.self,
    DuplicateDocAliasRule.self,
    DuplicateDocFieldRule.self,
    DuplicateDocParamRule.self,
    InjectFieldRule.self,
    InvisibleRule.self,
    MissingFieldsRule.self,
    MissingParameterRule.self,
    MissingReturnRule.self,
    MissingReturnValueRule.self,
    NeedCheckNilRule.self,
    ParamTypeMismatchRule.self,
    RedundantParameterRule.self,
    RedundantReturnValueRule.self,
    ReturnTypeMismatchRule.self,
    UndefinedDocClassRule.self,
    UndefinedDocNameRule.self,
    UndefinedDocParamRule.self,
    UndefinedFieldRule.self,
    UnknownCastVariableRule.self,
    UnknownDocTagRule.self,
    UnknownOperatorRule.self,
    WrongFormatRule.self,
  ]

  private static let schema: [any DiagnosticRule.Type] = [
    ConflictingPropertiesRule.self,
    DeprecatedPropertyRule.self,
    ExactlyOnePropertyRule.self,
    MissingPropertyRule.self,
    OutOfRangeRule.self,
    ResourceAsValueRule.self,
    TooManyArgumentsRule.self,
    UnknownPropertyRule.self,
    WrongNameRule.self,
    WrongPropertiesRule.self,
    WrongTypeRule.self,
  ]

  private static let stack: [any DiagnosticRule.Type] = [
    DependencyCycleRule.self,
    DotAndColonRule.self,
    DuplicateExportRule.self,
    DuplicateNameRule.self,
    ModuleCycleRule.self,
    OutputAsConditionRule.self,
    OutputAsKeyRule.self,
    OutputAsNumberRule.self,
    OutputAsTableRule.self,
    OutputAsTextRule.self,
    OutputCalledRule.self,
    OutputChangedRule.self,
    OutputComparedRule.self,
    OutputIteratedRule.self,
    OutputLengthRule.self,
    ReferenceToAnotherCloudRule.self,
    RegionMismatchRule.self,
    RegionOfAnotherCloudRule.self,
    ResourceAsTextRule.self,
    UnknownFieldRule.self,
    UnknownFunctionRule.self,
    UnknownModuleRule.self,
    UnknownOptionRule.self,
    UnknownRegionRule.self,
    UnknownTypeRule.self,
    UnsetConfigRule.self,
    UnnamedConnectionRule.self,
    UnusedProviderRule.self,
    UselessOptionRule.self,
    WrongArgumentRule.self,
    WrongExportRule.self,
    WrongOptionRule.self,
  ]

  private static let secret: [any DiagnosticRule.Type] = [
    HardCodedSecretRule.self,
    NoPurgeProtectionRule.self,
    NoRecoveryWindowRule.self,
    NoRotationRule.self,
    PlaceholderValueRule.self,
    PublicNetworkAccessRule.self,
    RotationOutOfRangeRule.self,
    SecretExportedRule.self,
    SecretInPlainPropertyRule.self,
    SecretLoggedRule.self,
    SecretNameRule.self,
    WildcardPrincipalRule.self,
  ]

  // MARK: How the walk finds them

  /// Those that answer soon.
  static let quick = RuleSet(lua + schema + stack + secret)
  /// Those that ask for types, which takes longer in a long file than all else.
  static let typed = RuleSet(types + [SecretThroughFunctionRule.self])

  // MARK: Names

  private static let pages = Dictionary(
    everyPage.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// The codes that another server's name stands for.
  private static let aliases: [String: [String]] = {
    var aliases: [String: [String]] = [:]
    for page in all {
      for name in page.alsoKnownAs { aliases[name, default: []].append(page.code) }
    }
    return aliases
  }()

  /// The codes that some names stand for, be they codes or what other servers call the same.
  package static func codes(named names: Set<String>) -> Set<String> {
    names.union(names.flatMap { aliases[$0] ?? [] })
  }

  /// The same for what is said of each; what is said of a code itself counts more than what is said of another's name.
  static func severities(
    named names: [String: AnalysisDiagnostic.Severity]
  ) -> [String: AnalysisDiagnostic.Severity] {
    var severities: [String: AnalysisDiagnostic.Severity] = [:]
    for (name, severity) in names.sorted(by: { $0.key < $1.key }) {
      for code in aliases[name] ?? [] { severities[code] = severity }
    }
    return severities.merging(names) { _, own in own }
  }
}
