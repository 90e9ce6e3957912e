package import CofreSchema

extension Catalog.Local {
  package static let types: [ResourceType] = [record]

  /// The type `cofre.Record`.
  static let record: ResourceType = ResourceType(
    name: "cofre.Record",
    summary: "Values that are kept in the stack's state, with no cloud behind them.",
    inputs: [
      .any("replace_when", .createOnly, doc: "Replaces the record when it changes."),
      .map("values", of: .any, doc: "What to keep. A sensitive value is kept as a digest."),
    ],
    outputs: [],
    idFormat: "Made up by Cofre: 32 hexadecimal digits.",
    examples: [
      """
      local cofre = require "cofre"

      local release = cofre.Record("release", { values = { version = "1.4.0" } })
      cofre.export("version", release.values.version)
      """
    ])
}
