package import CofreModel

/// Why a provider could not do what it was asked to.
package struct ProviderError: Error, Sendable {
  /// An open set: what happened, in a word that code can act on.
  package struct Code: Sendable, Hashable, RawRepresentable {
    package var rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let notFound = Code(rawValue: "not-found")
    package static let alreadyExists = Code(rawValue: "already-exists")
    /// The name is held by something deleted that can still be recovered.
    package static let tombstone = Code(rawValue: "tombstone")
    package static let conflict = Code(rawValue: "conflict")
    package static let unauthenticated = Code(rawValue: "unauthenticated")
    package static let denied = Code(rawValue: "denied")
    package static let throttled = Code(rawValue: "throttled")
    package static let unavailable = Code(rawValue: "unavailable")
    package static let unreachable = Code(rawValue: "unreachable")
    package static let timedOut = Code(rawValue: "timed-out")
    package static let invalid = Code(rawValue: "invalid")
    /// The credentials, region, project or the like are missing.
    package static let notConfigured = Code(rawValue: "not-configured")
    /// The cloud answered something that its contract does not allow.
    package static let unexpectedResponse = Code(rawValue: "unexpected-response")
  }

  package var code: Code
  /// What happened, in full sentences, with the cloud's own words.
  ///
  /// Never a property value.
  package var message: String
  /// What to do next.
  package var hint: String?
  /// The cloud's own error code and request id, for a support case; empty when there was no answer.
  package var cloudCode: String
  package var requestID: String
  /// Whether the call may have changed something although it failed.
  package var mayHaveChanged: Bool

  package init(
    _ code: Code, _ message: String, hint: String? = nil, cloudCode: String = "", requestID: String = "",
    mayHaveChanged: Bool = false
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.cloudCode = cloudCode
    self.requestID = requestID
    self.mayHaveChanged = mayHaveChanged
  }

  /// The error as the user reads it, about a resource.
  package func diagnostic(urn: URN?, location: SourceLocation?) -> Diagnostic {
    var detail = message
    let facts = [cloudCode, requestID.isEmpty ? "" : "request \(requestID)"].filter { !$0.isEmpty }
    if !facts.isEmpty { detail += " (\(facts.joined(separator: ", ")))" }
    return Diagnostic(
      code: code.rawValue, Self.summaries[code] ?? "The cloud refused", detail: detail, hint: hint, urn: urn,
      location: location)
  }

  private static let summaries: [Code: String] = [
    .notFound: "Not found in the cloud",
    .alreadyExists: "Already exists in the cloud",
    .tombstone: "The name is held by a deleted object",
    .conflict: "The object is busy",
    .unauthenticated: "The credentials are not valid",
    .denied: "Permission denied",
    .throttled: "The cloud is throttling",
    .unavailable: "The cloud is not available",
    .unreachable: "The endpoint cannot be reached",
    .timedOut: "Timed out",
    .invalid: "The cloud refused the request",
    .notConfigured: "The provider is not configured",
    .unexpectedResponse: "Unexpected answer from the cloud",
  ]
}
