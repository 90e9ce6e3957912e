/// Texts that are secrets by their form: keys and tokens with well-known beginnings.
enum SecretForms {
  private struct Form {
    var name: String
    var prefix: String
    var minimumCount: Int
    /// Of how many bytes it is, when that never varies.
    var exactCount: Int?
  }

  private static let forms: [Form] = [
    Form(name: "a private key", prefix: "-----BEGIN ", minimumCount: 60),
    Form(name: "an AWS access key", prefix: "AKIA", minimumCount: 20, exactCount: 20),
    Form(name: "a temporary AWS access key", prefix: "ASIA", minimumCount: 20, exactCount: 20),
    Form(name: "a Google API key", prefix: "AIza", minimumCount: 39, exactCount: 39),
    Form(name: "a Google access token", prefix: "ya29.", minimumCount: 30),
    Form(name: "a GitHub token", prefix: "ghp_", minimumCount: 36),
    Form(name: "a GitHub token", prefix: "gho_", minimumCount: 36),
    Form(name: "a GitHub token", prefix: "ghs_", minimumCount: 36),
    Form(name: "a GitHub token", prefix: "github_pat_", minimumCount: 40),
    Form(name: "a GitLab token", prefix: "glpat-", minimumCount: 20),
    Form(name: "a Slack token", prefix: "xoxb-", minimumCount: 24),
    Form(name: "a Slack token", prefix: "xoxp-", minimumCount: 24),
    Form(name: "a Stripe key", prefix: "sk_live_", minimumCount: 24),
    Form(name: "a Stripe key", prefix: "rk_live_", minimumCount: 24),
    Form(name: "an OpenAI key", prefix: "sk-proj-", minimumCount: 40),
    Form(name: "an Anthropic key", prefix: "sk-ant-", minimumCount: 40),
    Form(name: "a Hugging Face token", prefix: "hf_", minimumCount: 34),
    Form(name: "an npm token", prefix: "npm_", minimumCount: 40, exactCount: 40),
    Form(name: "a SendGrid key", prefix: "SG.", minimumCount: 60),
    Form(name: "a Vault token", prefix: "hvs.", minimumCount: 24),
    Form(name: "a Pulumi token", prefix: "pul-", minimumCount: 44),
    Form(name: "an age key", prefix: "AGE-SECRET-KEY-1", minimumCount: 60),
    Form(name: "a storage connection string", prefix: "DefaultEndpointsProtocol=", minimumCount: 60),
  ]

  /// What secret a text looks like; nil when it looks like none.
  static func name(of text: String) -> String? {
    let count = text.utf8.count
    guard count >= 20 else { return nil }
    for form in forms where count >= form.minimumCount && form.exactCount.map({ $0 == count }) ?? true {
      if text.hasPrefix(form.prefix), form.prefix == "-----BEGIN " || !text.contains(" ") { return form.name }
    }
    return isSignedToken(text) ? "a signed token" : hasPasswordInURL(text) ? "a URL with a password in it" : nil
  }

  /// Three parts of base64url between dots, the first of which is a JSON object.
  private static func isSignedToken(_ text: String) -> Bool {
    guard text.hasPrefix("eyJ"), text.utf8.count >= 60 else { return false }
    return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).count == 3
  }

  private static func hasPasswordInURL(_ text: String) -> Bool {
    guard let scheme = text.firstRange(of: "://") else { return false }
    let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != " " }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return false }
    let password = authority[authority.index(after: colon)..<at]
    return !password.isEmpty && !password.hasPrefix("%") && !password.hasPrefix("$")
  }

  /// Whether a text stands for a value that someone still has to fill in.
  static func isPlaceholder(_ text: String) -> Bool {
    let lower = text.lowercased()
    if lower == "00000000-0000-0000-0000-000000000000" || lower == "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" {
      return true
    }
    if ["your-", "your_", "my-tenant-id", "my-subscription-id", "replace-me", "replace_me"].contains(
      where: lower.hasPrefix)
    {
      return true
    }
    if ["changeme", "change-me", "change_me", "todo", "tbd", "xxx", "..."].contains(lower) { return true }
    return lower.count > 2 && lower.hasPrefix("<") && lower.hasSuffix(">")
  }
}
