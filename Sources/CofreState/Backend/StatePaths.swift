/// Where the file backend keeps what belongs to one stack.
struct StatePaths: Sendable {
  let folder: String
  let stack: String

  var checkpoint: String { "\(folder)/\(stack).json" }
  /// Only ever written under the lock, so that one name is enough and nothing piles up after crashes.
  var temporaryCheckpoint: String { "\(folder)/\(stack).json.tmp" }
  var journal: String { "\(folder)/\(stack).journal" }
  var lock: String { "\(folder)/\(stack).lock" }
  var history: String { "\(folder)/history/\(stack)" }
}
