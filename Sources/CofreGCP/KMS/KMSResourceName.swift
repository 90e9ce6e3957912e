import CofreProvider

/// The full name of a key ring or of a key in Cloud KMS.
struct KMSResourceName: Sendable, Equatable, CustomStringConvertible {
  var project: String
  var location: String
  var keyRing: String
  /// Nil for the name of a ring.
  var cryptoKey: String?

  init(project: String, location: String, keyRing: String, cryptoKey: String? = nil) {
    self.project = project
    self.location = location
    self.keyRing = keyRing
    self.cryptoKey = cryptoKey
  }

  /// `projects/{project}/locations/{location}/keyRings/{ring}[/cryptoKeys/{key}]`.
  var description: String { cryptoKey.map { "\(ringID)/cryptoKeys/\($0)" } ?? ringID }

  var ringID: String { "\(parent)/keyRings/\(keyRing)" }

  /// What rings are listed in and made in.
  var parent: String { "projects/\(project)/locations/\(location)" }

  /// Reads the full name or `{project}/{location}/{name}`; throws for another text.
  init(ringID text: String) throws {
    let parts = Self.split(text)
    if parts.count == 6, parts[0] == "projects", parts[2] == "locations", parts[4] == "keyRings" {
      self.init(project: parts[1], location: parts[3], keyRing: parts[5])
    } else if parts.count == 3 {
      self.init(project: parts[0], location: parts[1], keyRing: parts[2])
    } else {
      throw Self.malformed("key ring", "projects/{project}/locations/{location}/keyRings/{name}")
    }
  }

  /// Reads the full name or `{project}/{location}/{ring}/{name}`; throws for another text.
  init(cryptoKeyID text: String) throws {
    let parts = Self.split(text)
    if parts.count == 8, parts[0] == "projects", parts[2] == "locations", parts[4] == "keyRings",
      parts[6] == "cryptoKeys"
    {
      self.init(project: parts[1], location: parts[3], keyRing: parts[5], cryptoKey: parts[7])
    } else if parts.count == 4 {
      self.init(project: parts[0], location: parts[1], keyRing: parts[2], cryptoKey: parts[3])
    } else {
      throw Self.malformed("key", "projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{name}")
    }
  }

  /// The parts, or none when one is empty or could lead somewhere else in a URL.
  private static func split(_ text: String) -> [String] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return parts.contains { $0.isEmpty || $0 == "." || $0 == ".." } ? [] : parts
  }

  private static func malformed(_ kind: String, _ form: String) -> ProviderError {
    ProviderError(.invalid, "The ID is not that of a \(kind) in Cloud KMS.", hint: "Write it as \(form).")
  }
}
