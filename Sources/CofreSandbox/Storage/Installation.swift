import CofreJSON

/// What a data folder holds beside the state: the credentials and the certificates, made on first use.
package struct Installation: Sendable {
  package let identity: Identity
  package let authority: CertificateAuthority
  package let folder: Folder

  /// Reads the folder, or fills it.
  package init(folder: Folder) throws {
    self.folder = folder
    if let bytes = try folder.read("identity.json") {
      guard let json = try? JSON.parse(bytes), let identity = Identity(json: json) else {
        throw SandboxError(
          message: "The file \(folder.path(of: "identity.json")) cannot be read. Remove the folder to start anew.")
      }
      self.identity = identity
    } else {
      identity = try Identity.generate()
      try folder.write(identity.json.serialized(.pretty), to: "identity.json")
    }
    let names = ["ca.pem", "server.pem", "server.key"]
    let texts = try names.map { try folder.read($0).map { String(decoding: $0, as: UTF8.self) } }
    if let certificate = texts[0], let server = texts[1], let key = texts[2] {
      authority = CertificateAuthority(authorityCertificate: certificate, serverCertificate: server, serverKey: key)
    } else {
      authority = try CertificateAuthority.make()
      let made = [authority.authorityCertificate, authority.serverCertificate, authority.serverKey]
      for (name, text) in zip(names, made) { try folder.write(Array(text.utf8), to: name) }
    }
  }

  /// Writes the files that clients read, for the ports of this run; returns the variables that name them.
  package func environment(_ endpoints: Endpoints, at now: Instant) throws -> Environment {
    let (account, token) = ("service-account.json", "federated-token")
    try folder.write(Environment.serviceAccount(identity, endpoints).serialized(.pretty), to: account)
    try folder.write(Array(FederatedToken.make(identity, at: now).utf8), to: token)
    return Environment(
      identity: identity, endpoints: endpoints, serviceAccountFile: folder.path(of: account),
      federatedTokenFile: folder.path(of: token), authorityFile: folder.path(of: "ca.pem"))
  }
}
