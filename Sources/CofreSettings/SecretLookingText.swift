import Glibc

/// Tells values that had better not stand in clear in a file.
///
/// It is a guess, by the key's name, by forms that only keys have, and by randomness; so it never goes beyond asking.
package enum SecretLookingText {
  /// Why a text looks like a secret, as the end of a sentence; nil when it does not.
  package static func reason(_ text: String, key: String) -> String? {
    if let form = forms.first(where: { $0.matches(text) }) { return "looks like \(form.name)" }
    if hasCredentialsInURL(text) { return "is a URL with a password in it" }
    if isSecretName(key), text.utf8.count >= 4, !isReference(text) { return "has a name that promises a secret" }
    if looksRandom(text) { return "looks like a random key" }
    return nil
  }

  private struct Form {
    var name: String
    var prefix: String
    var minimumCount: Int

    func matches(_ text: String) -> Bool { text.hasPrefix(prefix) && text.utf8.count >= minimumCount }
  }

  private static let forms: [Form] = [
    Form(name: "a private key", prefix: "-----BEGIN", minimumCount: 30),
    Form(name: "an AWS access key", prefix: "AKIA", minimumCount: 20),
    Form(name: "a temporary AWS access key", prefix: "ASIA", minimumCount: 20),
    Form(name: "a Google API key", prefix: "AIza", minimumCount: 35),
    Form(name: "a Google access token", prefix: "ya29.", minimumCount: 20),
    Form(name: "a GitHub token", prefix: "ghp_", minimumCount: 20),
    Form(name: "a GitHub token", prefix: "gho_", minimumCount: 20),
    Form(name: "a GitHub token", prefix: "ghs_", minimumCount: 20),
    Form(name: "a GitHub token", prefix: "github_pat_", minimumCount: 20),
    Form(name: "a GitLab token", prefix: "glpat-", minimumCount: 20),
    Form(name: "a Slack token", prefix: "xox", minimumCount: 20),
    Form(name: "a Stripe key", prefix: "sk_live_", minimumCount: 16),
    Form(name: "a Stripe key", prefix: "rk_live_", minimumCount: 16),
    Form(name: "an API key", prefix: "sk-", minimumCount: 20),
    Form(name: "a Hugging Face token", prefix: "hf_", minimumCount: 20),
    Form(name: "an npm token", prefix: "npm_", minimumCount: 20),
    Form(name: "a SendGrid key", prefix: "SG.", minimumCount: 30),
    Form(name: "a Vault token", prefix: "hvs.", minimumCount: 20),
    Form(name: "a Pulumi token", prefix: "pul-", minimumCount: 20),
    Form(name: "an age key", prefix: "AGE-SECRET-KEY-1", minimumCount: 20),
    Form(name: "a signed token", prefix: "eyJ", minimumCount: 40),
    Form(name: "a connection string", prefix: "DefaultEndpointsProtocol=", minimumCount: 40),
  ]

  private static let secretWords = [
    "password", "passwd", "passphrase", "secret", "token", "apikey", "privatekey", "accesskey", "credential",
  ]

  private static func isSecretName(_ key: String) -> Bool {
    let folded = String(decoding: key.lowercased().utf8.filter { $0 != 45 && $0 != 46 && $0 != 95 }, as: UTF8.self)
    return secretWords.contains { folded.hasSuffix($0) }
  }

  /// Names and addresses of secrets are no secrets: ARNs, resource IDs, URLs, paths.
  private static func isReference(_ text: String) -> Bool {
    text.hasPrefix("arn:") || text.hasPrefix("/") || text.hasPrefix("projects/") || text.contains("://")
  }

  private static func hasCredentialsInURL(_ text: String) -> Bool {
    guard let scheme = text.firstRange(of: "://") else { return false }
    let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return false }
    guard let colon = authority[..<at].firstIndex(of: ":") else { return false }
    return authority.index(after: colon) < at
  }

  /// Twenty characters or more, without words, at 3.8 bits a character or more; hexadecimal texts from 32 digits on.
  private static func looksRandom(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 4096, !isReference(text), !isUUID(bytes) else { return false }
    let hasOnlyKeyCharacters = bytes.allSatisfy { byte in
      48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || "+/=_-".utf8.contains(byte)
    }
    guard hasOnlyKeyCharacters else { return false }
    let isHexadecimal = bytes.allSatisfy { 48...57 ~= $0 || 97...102 ~= $0 | 0x20 && $0 >= 65 }
    if isHexadecimal { return bytes.count >= 32 && entropy(bytes) >= 3 }
    let hasDigit = bytes.contains { 48...57 ~= $0 }
    let hasUpper = bytes.contains { 65...90 ~= $0 }
    let hasLower = bytes.contains { 97...122 ~= $0 }
    return hasDigit && hasUpper && hasLower && entropy(bytes) >= 3.8
  }

  private static func isUUID(_ bytes: [UInt8]) -> Bool {
    bytes.count == 36 && [8, 13, 18, 23].allSatisfy { bytes[$0] == 45 }
  }

  private static func entropy(_ bytes: [UInt8]) -> Double {
    var counts = [Int](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    return counts.filter { $0 > 0 }.reduce(0) { sum, count in
      let share = Double(count) / Double(bytes.count)
      return sum - share * log2(share)
    }
  }
}
