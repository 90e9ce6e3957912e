package import ArgumentParser
import CofreAnalysis
import CofreModel

/// Which codes of checks are let pass for one run, beside those under `allow:` of `Cofre.yaml`.
package struct AllowOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Let pass what 'cofre check' reports under a code; may be given again.", valueName: "code"),
    completion: .list(RuleList.everyPage.filter(\.canBeSilenced).map(\.code)))
  package var allow: [String] = []

  package init() {}

  package func validate() throws {
    for code in allow where !RuleList.isKnown(code) {
      throw ValidationError(
        "There is no diagnostic '\(code)'. "
          + (didYouMean(RuleList.nearestCodes(to: code)) ?? "'cofre explain' lists them."))
    }
  }
}
