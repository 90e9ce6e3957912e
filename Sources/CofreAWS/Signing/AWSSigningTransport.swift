package import CofreHTTP
import Synchronization

/// A transport that signs each request anew.
///
/// When the service calls the date wrong it takes the service's time from then on, and when it calls the credentials
/// expired it asks for new ones; either way it sends the request once more.
package final class AWSSigningTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let signer: SigV4
  private let credentials: CredentialChain
  private let clock: HTTPClock
  /// Seconds that the service's clock is ahead of ours.
  private let skew = Mutex(0.0)

  package init(_ base: any HTTPTransport, signer: SigV4, credentials: CredentialChain, clock: HTTPClock) {
    self.base = base
    self.signer = signer
    self.credentials = credentials
    self.clock = clock
  }

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let keys = try await credentials.credentials()
    let response = try await send(request, keys)
    guard !response.isSuccess else { return response }
    let code = AWSFault(response).code
    if Self.dateCodes.contains(code), correctSkew(by: response) { return try await send(request, keys) }
    guard Self.expiryCodes.contains(code) else { return response }
    await credentials.invalidate(keys)
    let renewed = try await credentials.credentials()
    return renewed == keys ? response : try await send(request, renewed)
  }

  private static let expiryCodes: Set<String> = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"]

  private static let dateCodes: Set<String> = [
    "InvalidSignatureException", "RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed",
    "SignatureDoesNotMatch", "AuthFailure",
  ]

  private func send(_ request: HTTPRequest, _ keys: AWSCredentials) async throws -> HTTPResponse {
    let now = clock.now() + skew.withLock { $0 }
    let time = UTCTime(secondsSince1970: Int64(now.rounded(.down)))
    return try await base.send(try signer.signed(request, credentials: keys, at: time))
  }

  /// Whether the answer's date is so far from what we signed with that the date can have been the reason.
  private func correctSkew(by response: HTTPResponse) -> Bool {
    guard let date = response.headers["Date"].flatMap({ UTCTime(httpDate: $0) }) else { return false }
    let difference = Double(date.secondsSince1970) - clock.now()
    return skew.withLock { skew in
      // Services accept five minutes either way.
      guard abs(difference - skew) > 240 else { return false }
      skew = difference
      return true
    }
  }
}
