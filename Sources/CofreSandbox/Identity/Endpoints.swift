/// Where the sandbox can be reached: the ports of its two listeners on loopback.
package struct Endpoints: Sendable, Equatable {
  package var httpPort: Int
  package var httpsPort: Int

  package init(httpPort: Int, httpsPort: Int) {
    self.httpPort = httpPort
    self.httpsPort = httpsPort
  }

  package var http: String { "http://127.0.0.1:\(httpPort)" }
  package var https: String { "https://localhost:\(httpsPort)" }
  /// What follows `{vault name}.` in the address of a vault.
  package var vaultSuffix: String { "vault.localhost:\(httpsPort)" }
}
