package import CofreModel

/// One configuration value as it stands in the stack's settings file.
package struct ConfigurationEntry: Sendable, Equatable {
  package enum Content: Sendable, Equatable {
    case plain(Value)
    /// The sealed text of a sensitive value.
    case secure(String)
  }

  package var key: ConfigurationKey
  package var content: Content
  package var location: SourceLocation
  /// The key as it is written in the file.
  var writtenKey: String

  package var isSecure: Bool {
    if case .secure = content { return true }
    return false
  }
}
