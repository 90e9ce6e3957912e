import CofreCrypto
import CofreHTTP

/// What an endpoint that refuses a token says about the token that it wants: the `WWW-Authenticate` header.
struct AuthenticationChallenge: Sendable, Equatable {
  /// The tenant's token service.
  var authorization: String?
  /// What the token is for.
  var resource: String?
  var scope: String?
  /// What the token must prove beyond who we are, as a JSON text.
  var claims: String?

  /// The tenant: the first part of the path of ``authorization``.
  var tenant: String? {
    guard let authorization, let parts = URLParts(authorization) else { return nil }
    return parts.path.split(separator: "/").first.map(String.init)
  }

  /// Reads the header; nil when it holds no challenge for a bearer token.
  init?(parsing header: String) {
    guard let start = header.lowercased().range(ofToken: "bearer ") else { return nil }
    var fields: [String: String] = [:]
    var rest = header.dropFirst(start)
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].split(whereSeparator: { $0 == " " || $0 == "," }).last.map { $0.lowercased() } ?? ""
      rest = rest[rest.index(after: equals)...]
      let value: Substring
      if rest.first == "\"" {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: "\"") else { return nil }
        value = rest[..<end]
        rest = rest[rest.index(after: end)...]
      } else {
        value = rest.prefix { $0 != "," && $0 != " " }
        rest = rest[value.endIndex...]
      }
      if fields[name] == nil { fields[name] = String(value) }
    }
    authorization = fields["authorization"] ?? fields["authorization_uri"]
    resource = fields["resource"] ?? fields["resource_id"]
    scope = fields["scope"]
    if let encoded = fields["claims"], let bytes = Base64.decode(encoded) {
      claims = String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The challenge of an answer; nil when it has none.
  init?(_ response: HTTPResponse) {
    guard response.status == 401, let header = response.headers["WWW-Authenticate"] else { return nil }
    self.init(parsing: header)
  }
}

extension String {
  /// How many characters end with the first occurrence of `token`, or nil.
  fileprivate func range(ofToken token: String) -> Int? {
    let before = prefixBefore(token)
    return before.count == count ? nil : before.count + token.count
  }
}
