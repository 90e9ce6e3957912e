import CofreJSON
import CofreProvider

/// A credentials file in JSON, before its type is looked at.
struct CredentialsFile: Sendable {
  var json: JSON
  /// The file in a user's words: its path, or where its text came from.
  var origin: String

  /// Reads the text of a file.
  init(_ text: [UInt8], origin: String) throws {
    self.origin = origin
    guard let json = try? JSON.parse(text), json.objectValue != nil else {
      throw ProviderError(
        .notConfigured, "The credentials of \(origin) are no JSON object.", hint: Self.howToMakeOne)
    }
    self.json = json
  }

  /// Reads a part of a file that is a credentials file itself.
  init(_ json: JSON, partOf origin: String) {
    self.json = json
    self.origin = origin
  }

  var type: String { json["type"]?.stringValue ?? "" }
  var projectID: String? { json["project_id"]?.stringValue }
  var quotaProjectID: String? { json["quota_project_id"]?.stringValue }
  var universeDomain: String { json["universe_domain"]?.stringValue ?? GCPEndpoint.defaultUniverseDomain }

  /// A text that the file must hold.
  func required(_ name: String) throws -> String {
    guard let text = json[name]?.stringValue, !text.isEmpty else {
      throw problem("it has no \"\(name)\".")
    }
    return text
  }

  /// The error that says what is wrong with the file; `what` ends the sentence.
  func problem(_ what: String) -> ProviderError {
    ProviderError(.notConfigured, "The credentials of \(origin) cannot be used: \(what)", hint: Self.howToMakeOne)
  }

  static let howToMakeOne =
    "Make new ones with 'gcloud auth application-default login', or a service account key in the console."
}
