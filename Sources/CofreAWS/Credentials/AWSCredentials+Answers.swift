import CofreHTTP
import CofreJSON
import CofreModel

/// The forms in which credentials are handed out.
extension AWSCredentials {
  /// A JSON object as metadata servers and programs write it; nil when half of a key is missing.
  init?(json: JSON, tokenName: String) {
    guard let key = json["AccessKeyId"]?.stringValue, let secret = json["SecretAccessKey"]?.stringValue else {
      return nil
    }
    self.init(
      accessKeyID: key, secretAccessKey: Sensitive(secret),
      sessionToken: json[tokenName]?.stringValue.map { Sensitive($0) },
      expiration: json["Expiration"]?.stringValue.flatMap { UTCTime(rfc3339: $0) }.map { Double($0.secondsSince1970) })
  }

  /// The answer of STS; nil when it holds no credentials.
  init?(xml: String) {
    guard let key = XMLText.first("AccessKeyId", in: xml), let secret = XMLText.first("SecretAccessKey", in: xml) else {
      return nil
    }
    self.init(
      accessKeyID: key, secretAccessKey: Sensitive(secret),
      sessionToken: XMLText.first("SessionToken", in: xml).map { Sensitive($0) },
      expiration: XMLText.first("Expiration", in: xml).flatMap { UTCTime(rfc3339: $0) }
        .map { Double($0.secondsSince1970) })
  }
}
