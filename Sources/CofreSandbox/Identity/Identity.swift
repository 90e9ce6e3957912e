import CofreCrypto
package import CofreJSON

/// Who may use this sandbox: the accounts and credentials of its clouds.
///
/// They are made at random on first use and kept with the data, so that what one sandbox gives out opens no other one.
package struct Identity: Sendable, Equatable {
  /// The AWS account of every sandbox.
  package static let awsAccount = "000000000000"
  /// The Google Cloud project that the service account belongs to; other projects are accepted as well.
  package static let gcpProject = "cofre-sandbox"

  package var awsAccessKeyID: String
  package var awsSecretAccessKey: String

  package var gcpPrivateKey: String
  package var gcpPrivateKeyID: String
  package var gcpRefreshToken: String
  package var gcpUserClientID: String
  package var gcpUserClientSecret: String

  package var azureTenant: String
  package var azureSubscription: String
  package var azureClientID: String
  package var azureClientSecret: String
  /// The object id of the service principal: what access policies and role assignments name.
  package var azureObjectID: String

  /// Signs the tokens that the sandbox issues.
  package var tokenKey: [UInt8]

  package var gcpClientEmail: String { "sandbox@\(Identity.gcpProject).iam.gserviceaccount.com" }

  /// New random credentials.
  package static func generate() throws -> Identity {
    Identity(
      awsAccessKeyID: "AKIA" + RandomText.characters(16, of: RandomText.upperCase + "234567"),
      awsSecretAccessKey: RandomText.characters(40, of: RandomText.lettersAndDigits),
      gcpPrivateKey: try KeyPair.rsa(bits: 2048).privatePEM(),
      gcpPrivateKeyID: Random.hex(bytes: 20),
      gcpRefreshToken: "1//" + RandomText.characters(60, of: RandomText.lettersAndDigits),
      gcpUserClientID: RandomText.characters(12, of: RandomText.digits) + ".apps.googleusercontent.com",
      gcpUserClientSecret: "GOCSPX-" + RandomText.characters(28, of: RandomText.lettersAndDigits),
      azureTenant: RandomText.uuid(),
      azureSubscription: RandomText.uuid(),
      azureClientID: RandomText.uuid(),
      azureClientSecret: RandomText.characters(40, of: RandomText.lettersAndDigits),
      azureObjectID: RandomText.uuid(),
      tokenKey: Random.bytes(32))
  }
}

extension Identity {
  package var json: JSON {
    [
      "formatVersion": 1,
      "aws": ["accessKeyID": .string(awsAccessKeyID), "secretAccessKey": .string(awsSecretAccessKey)],
      "gcp": [
        "privateKey": .string(gcpPrivateKey), "privateKeyID": .string(gcpPrivateKeyID),
        "refreshToken": .string(gcpRefreshToken), "userClientID": .string(gcpUserClientID),
        "userClientSecret": .string(gcpUserClientSecret),
      ],
      "azure": [
        "tenant": .string(azureTenant), "subscription": .string(azureSubscription),
        "clientID": .string(azureClientID), "clientSecret": .string(azureClientSecret),
        "objectID": .string(azureObjectID),
      ],
      "tokenKey": .string(Hex.encode(tokenKey)),
    ]
  }

  /// Reads what ``json`` wrote; nil when a part is missing or the format is another one.
  package init?(json: JSON) {
    guard json["formatVersion"]?.integerValue == 1, let aws = json["aws"], let gcp = json["gcp"],
      let azure = json["azure"],
      let awsAccessKeyID = aws["accessKeyID"]?.stringValue,
      let awsSecretAccessKey = aws["secretAccessKey"]?.stringValue,
      let gcpPrivateKey = gcp["privateKey"]?.stringValue, let gcpPrivateKeyID = gcp["privateKeyID"]?.stringValue,
      let gcpRefreshToken = gcp["refreshToken"]?.stringValue,
      let gcpUserClientID = gcp["userClientID"]?.stringValue,
      let gcpUserClientSecret = gcp["userClientSecret"]?.stringValue,
      let azureTenant = azure["tenant"]?.stringValue,
      let azureSubscription = azure["subscription"]?.stringValue,
      let azureClientID = azure["clientID"]?.stringValue,
      let azureClientSecret = azure["clientSecret"]?.stringValue,
      let azureObjectID = azure["objectID"]?.stringValue,
      let tokenKey = json["tokenKey"]?.stringValue.flatMap(Hex.decode)
    else { return nil }
    self.init(
      awsAccessKeyID: awsAccessKeyID, awsSecretAccessKey: awsSecretAccessKey, gcpPrivateKey: gcpPrivateKey,
      gcpPrivateKeyID: gcpPrivateKeyID, gcpRefreshToken: gcpRefreshToken, gcpUserClientID: gcpUserClientID,
      gcpUserClientSecret: gcpUserClientSecret, azureTenant: azureTenant, azureSubscription: azureSubscription,
      azureClientID: azureClientID, azureClientSecret: azureClientSecret, azureObjectID: azureObjectID,
      tokenKey: tokenKey)
  }
}
