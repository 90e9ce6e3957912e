import CofreModel
import CofreSchema

/// The resource types of the fake cloud.
enum FakeTypes {
  static let all = [provider, thing, single, memo]

  static let provider = ResourceType(
    name: "fake.Provider", summary: "The fake cloud.",
    inputs: [
      .string("region", doc: "Where."),
      .string("token", .sensitive, doc: "Who."),
    ],
    outputs: [], idFormat: "Its name.")

  static let thing = type("fake.Thing")

  /// Two of it cannot exist at once.
  static let single = type("fake.Single", deleteBeforeReplace: true)

  /// Lives in state alone.
  static let memo = ResourceType(
    name: "fake.Memo", summary: "A memo.",
    inputs: [.any("values", doc: "What to keep."), .any("replace_when", .createOnly, doc: "Replaces it.")],
    outputs: [], idFormat: "A number.")

  private static func type(_ name: String, deleteBeforeReplace: Bool = false) -> ResourceType {
    ResourceType(
      name: name, summary: "A thing.",
      inputs: [
        .string("name", .createOnly, .autoName(AutoName(maximumLength: 40)), doc: "Its name."),
        .string("region", .createOnly, doc: "Where it is."),
        .string("zone", .createOnly, doc: "Where in the region."),
        .integer("size", .range(0...1000), .defaultValue(1), doc: "How big."),
        .any("label", doc: "What is written on it; the cloud answers it too."),
        .string("password", .sensitive, doc: "What opens it."),
        .string("note", .writeOnly, doc: "Never answered."),
        .any("link", doc: "Another thing."),
        .string("anchor", .createOnly, doc: "The ARN of another thing, which cannot go while this one is there."),
        .map("tags", of: .any, doc: "Tags."),
      ],
      outputs: [
        .string("arn", doc: "Its full name."),
        .integer("revision", .volatile, doc: "Counts the changes."),
        .string("secret_key", .sensitive, doc: "Answered once, when it is made."),
      ],
      idFormat: "id- and a number.", deleteBeforeReplace: deleteBeforeReplace,
      tombstone: deleteBeforeReplace ? nil : "Its name stays taken for a while.")
  }
}
