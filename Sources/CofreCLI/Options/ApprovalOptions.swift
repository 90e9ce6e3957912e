import ArgumentParser

/// What commands take that change things.
struct ApprovalOptions: ParsableArguments {
  @Flag(name: [.customShort("y"), .long], help: "Do it without asking, and without a preview.")
  var yes = false

  @Flag(name: .customLong("continue-on-error"), help: "Go on with what does not depend on a failed resource.")
  var continueOnError = false
}
