import CofreHTTP
import CofreJSON
import CofreProvider

/// The versions of one key: what holds the key material.
struct KMSCryptoKeyVersions: Sendable {
  let kms: GCPClient
  let key: KMSResourceName

  struct Version: Sendable, Equatable {
    /// Full.
    var name: String
    var state: String

    init(_ json: JSON) {
      name = json["name"]?.stringValue ?? ""
      state = json["state"]?.stringValue ?? ""
    }

    /// The last part of the name: versions count from 1.
    var number: Int { name.split(separator: "/").last.flatMap { Int($0) } ?? 0 }
    /// Whether it can be used, or could be after enabling.
    var isAlive: Bool { state == "ENABLED" || state == "DISABLED" }
    /// Whether it is still being made or waits for its import.
    var isPending: Bool { state == "PENDING_GENERATION" || state == "PENDING_IMPORT" }
    /// Whether it is destroyed, or will be when its time is over.
    var isGone: Bool {
      ["DESTROYED", "DESTROY_SCHEDULED", "PENDING_EXTERNAL_DESTRUCTION", "EXTERNAL_DESTRUCTION_FAILED"].contains(state)
    }
  }

  /// All of them, oldest first.
  func list() async throws -> [Version] {
    let versions = try await kms.list(
      GCPClient.Call(
        method: .get, path: "\(key)/cryptoKeyVersions", subject: "the list of versions of key \(key.cryptoKey ?? "")"),
      member: "cryptoKeyVersions")
    return versions.map(Version.init).sorted { $0.number < $1.number }
  }

  /// Whether a key with these versions counts as deleted: it had some, and none can be used any more.
  static func areGone(_ versions: [Version]) -> Bool {
    versions.contains(where: \.isGone) && !versions.contains { $0.isAlive || $0.isPending }
  }

  func get(_ version: Version) async throws -> Version {
    Version(
      try await kms.send(
        GCPClient.Call(
          method: .get, path: version.name, subject: "the reading of a version of key \(key.cryptoKey ?? "")")))
  }

  /// Makes a version after the `known` ones.
  ///
  /// The call is not one that can be repeated blindly: when its answer is lost, a version that was not there before is
  /// taken for it, and only when there is none it is made again, twice at most.
  func create(after known: [Version]) async throws -> Version {
    let newest = known.last?.number ?? 0
    var failures = 0
    while true {
      do {
        return Version(
          try await kms.send(
            GCPClient.Call(
              method: .post, path: "\(key)/cryptoKeyVersions", body: [:],
              subject: "the creation of a version of key \(key.cryptoKey ?? "")", isIdempotent: false)))
      } catch let error as ProviderError where error.mayHaveChanged {
        if let made = try await list().last, made.number > newest { return made }
        failures += 1
        if failures == 3 { throw error }
      }
    }
  }

  /// Makes a version the one that encrypts; the answer is the key.
  func makePrimary(_ version: Version) async throws -> JSON {
    try await kms.send(
      GCPClient.Call(
        method: .post, path: "\(key):updatePrimaryVersion", body: ["cryptoKeyVersionId": .string("\(version.number)")],
        subject: "the change of the primary version of key \(key.cryptoKey ?? "")"))
  }

  /// Schedules a version for destruction; one that is destroyed or gone already is left alone.
  func destroy(_ version: Version) async throws {
    do {
      try await requestDestruction(of: version)
    } catch let error as ProviderError where error.code == .notFound {
      return
    } catch let error as ProviderError where error.code == .invalid {
      // Somebody was faster, or the organisation demands that a version be disabled first.
      let current = try await get(version)
      if current.isGone { return }
      guard current.state == "ENABLED" else { throw error }
      _ = try await kms.send(
        GCPClient.Call(
          method: .patch, path: version.name, query: [("updateMask", "state")], body: ["state": "DISABLED"],
          subject: "the disabling of a version of key \(key.cryptoKey ?? "")"))
      try await requestDestruction(of: version)
    }
  }

  private func requestDestruction(of version: Version) async throws {
    _ = try await kms.send(
      GCPClient.Call(
        method: .post, path: "\(version.name):destroy", body: [:],
        subject: "the destruction of version \(version.number) of key \(key.cryptoKey ?? "")"))
  }
}
