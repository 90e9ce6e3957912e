/// Texts that are secrets by their form: keys and tokens with well-known beginnings, and words too random to be anything
/// else.
enum SecretForms {
  private struct Form {
    var name: String
    var prefix: [UInt8]
    var minimumCount: Int
    /// Of how many bytes it is, when that never varies.
    var exactCount: Int?

    init(_ name: String, _ prefix: String, _ minimumCount: Int, exact: Bool = false) {
      self.name = name
      self.prefix = Array(prefix.utf8)
      self.minimumCount = minimumCount
      exactCount = exact ? minimumCount : nil
    }
  }

  private static let forms: [Form] = [
    Form("an AWS access key", "AKIA", 20, exact: true),
    Form("a temporary AWS access key", "ASIA", 20, exact: true),
    Form("a Google API key", "AIza", 39, exact: true),
    Form("a Google access token", "ya29.", 30),
    Form("a Google OAuth client secret", "GOCSPX-", 28),
    Form("a GitHub token", "ghp_", 36),
    Form("a GitHub token", "gho_", 36),
    Form("a GitHub token", "ghu_", 36),
    Form("a GitHub token", "ghs_", 36),
    Form("a GitHub token", "ghr_", 36),
    Form("a GitHub token", "github_pat_", 40),
    Form("a GitLab token", "glpat-", 20),
    Form("a GitLab token", "gldt-", 20),
    Form("a GitLab token", "glrt-", 20),
    Form("a Slack token", "xoxb-", 24),
    Form("a Slack token", "xoxp-", 24),
    Form("a Slack token", "xoxa-", 24),
    Form("a Slack token", "xoxe", 24),
    Form("a Slack token", "xapp-", 24),
    Form("a Slack webhook", "https://hooks.slack.com/services/", 60),
    Form("a Discord webhook", "https://discord.com/api/webhooks/", 90),
    Form("a Stripe key", "sk_live_", 24),
    Form("a Stripe key", "rk_live_", 24),
    Form("a Stripe webhook secret", "whsec_", 32),
    Form("an OpenAI key", "sk-proj-", 40),
    Form("an OpenAI key", "sk-svcacct-", 40),
    Form("an Anthropic key", "sk-ant-", 40),
    Form("an API key", "sk-", 43),
    Form("a Hugging Face token", "hf_", 34),
    Form("a Groq key", "gsk_", 40),
    Form("a Replicate token", "r8_", 37),
    Form("an npm token", "npm_", 40, exact: true),
    Form("a PyPI token", "pypi-AgE", 50),
    Form("a Docker token", "dckr_pat_", 30),
    Form("a DigitalOcean token", "dop_v1_", 60),
    Form("a Databricks token", "dapi", 36),
    Form("a Grafana token", "glsa_", 40),
    Form("a SendGrid key", "SG.", 60),
    Form("a Shopify token", "shpat_", 36),
    Form("a Vault token", "hvs.", 24),
    Form("a Vault token", "hvb.", 24),
    Form("a Pulumi token", "pul-", 44),
    Form("an age key", "AGE-SECRET-KEY-1", 60),
  ]

  /// The forms by the first byte of the text.
  private static let byFirstByte: [[Form]] = {
    var result = Array(repeating: [Form](), count: 256)
    for form in forms { result[Int(form.prefix[0])].append(form) }
    return result
  }()

  /// What secret a text looks like; nil when it looks like none.
  static func name(of text: ArraySlice<UInt8>) -> String? {
    if let name = keyName(of: text) { return name }
    guard text.count >= 20 else { return nil }
    if text.count > 60, contains("-----BEGIN ", text),
      contains("PRIVATE KEY-----", text) || contains("PRIVATE KEY BLOCK-----", text)
    {
      return contains("\"private_key\"", text) ? "the key of a service account" : "a private key"
    }
    if isSignedToken(text) { return "a signed token" }
    if hasPasswordInURL(text) { return "a URL with a password in it" }
    if text.contains(UInt8(ascii: "=")), let name = connectionSecret(text) { return name }
    return nameInside(text)
  }

  /// What key a word is by its beginning; nil when it is none.
  static func keyName(of text: ArraySlice<UInt8>) -> String? {
    guard text.count >= 20, let first = text.first else { return nil }
    for form in byFirstByte[Int(first)] where text.count >= form.minimumCount {
      if let count = form.exactCount, count != text.count { continue }
      if text.starts(with: form.prefix), isToken(text.dropFirst(form.prefix.count)) { return form.name }
    }
    return nil
  }

  /// Whether the rest of a key is more than a stopgap such as `xxxx…`, and has no spaces.
  private static func isToken(_ rest: ArraySlice<UInt8>) -> Bool {
    var seen: Set<UInt8> = []
    for byte in rest {
      guard byte > 32, byte < 127, byte != UInt8(ascii: "<"), byte != UInt8(ascii: "$"), byte != UInt8(ascii: "%")
      else {
        return false
      }
      if seen.count < 6 { seen.insert(byte) }
    }
    return seen.count >= 6
  }

  /// Three parts of base64url between dots, the first of which is a JSON object.
  static func isSignedToken(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 60, text.starts(with: "eyJ".utf8) else { return false }
    return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).count == 3
  }

  private static func hasPasswordInURL(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.contains(UInt8(ascii: "@")), let start = offset(of: "://", in: text) else { return false }
    let authority = text[(start + 3)...].prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") && $0 > 32
    }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
      let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
    else { return false }
    return isValue(authority[(colon + 1)..<at])
  }

  /// The parts of connection strings that are secrets: `…;AccountKey=…;`, `…&sig=…`.
  private static let connectionParts: [(key: String, minimum: Int, name: String)] = [
    ("accountkey=", 40, "a storage connection string"), ("sharedaccesskey=", 30, "a connection string"),
    ("sharedaccesssignature=", 30, "a connection string"), ("password=", 4, "a connection string with a password"),
    ("pwd=", 4, "a connection string with a password"), ("sig=", 30, "a shared access signature"),
  ]

  private static func connectionSecret(_ text: ArraySlice<UInt8>) -> String? {
    let lower = text.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }[...]
    for part in connectionParts {
      guard let start = offset(of: part.key, in: lower) else { continue }
      // A part of its own, beside others.
      let isInside = start > 0 && ";&? ".utf8.contains(lower[start - 1])
      guard isInside || start == 0 && lower.contains(UInt8(ascii: ";")) else { continue }
      let value = lower[(start + part.key.utf8.count)...].prefix { !";& ".utf8.contains($0) }
      if value.count >= part.minimum, isValue(value) { return part.name }
    }
    return nil
  }

  /// Whether a value is written out, and not a stopgap that is filled in later.
  private static func isValue(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    let lower = text.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
    return !"%${<*".utf8.contains(first) && !text.allSatisfy { $0 == first } && !stopgaps.contains(lower)
  }

  /// What stands for a password in documentation: `user:password@host`.
  private static let stopgaps = Set(
    ["password", "passwd", "changeme", "your-password", "your_password"].map {
      Array($0.utf8)
    })

  private static func contains(_ needle: String, _ text: ArraySlice<UInt8>) -> Bool {
    offset(of: needle, in: text) != nil
  }

  private static func offset(of needle: String, in text: ArraySlice<UInt8>) -> Int? {
    let needle = Array(needle.utf8)
    guard let first = needle.first, text.count >= needle.count else { return nil }
    var index = text.startIndex
    let last = text.endIndex - needle.count
    while index <= last {
      if text[index] == first, text[index..<(index + needle.count)].elementsEqual(needle) { return index }
      index += 1
    }
    return nil
  }
}
