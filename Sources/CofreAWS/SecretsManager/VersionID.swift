import CofreCrypto
import CofreModel
import CofreProvider

/// The id of a version: the secret's ARN, a vertical bar, the version's id.
struct VersionID: Sendable, CustomStringConvertible {
  var secret: String
  var version: String

  init(secret: String, version: String) {
    self.secret = secret
    self.version = version
  }

  /// Throws ``ProviderError`` for text of another form, as an import may bring.
  init(parsing text: String) throws {
    guard let bar = text.lastIndex(of: "|"), bar > text.startIndex, text.index(after: bar) < text.endIndex else {
      throw ProviderError(
        .invalid, "The id of a secret version is not the ARN of the secret, a vertical bar and the id of the version.",
        hint: "Write it like arn:aws:secretsmanager:us-west-2:123456789012:secret:name-AbCdEf|<version id>.")
    }
    secret = String(text[..<bar])
    version = String(text[text.index(after: bar)...])
  }

  var description: String { "\(secret)|\(version)" }
}

/// The id that a new version gets: the same when the same step is repeated after a crash, so that nothing is made twice.
enum VersionToken {
  /// A UUID in form; the value is not part of it, so that it tells nothing about it.
  static func make(for owner: Owner) -> String {
    let code = HMACSHA256.code(for: Array(owner.urn.description.utf8), key: Array(owner.operationID.utf8))
    let hex = Array(Hex.encode(code))
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return parts.map { String(hex[$0]) }.joined(separator: "-")
  }
}
