/// The clouds: answers requests from what it remembers, with no socket and no clock of its own.
///
/// It is not safe for concurrent use; whoever owns it answers one request after the other.
package final class Sandbox {
  package struct Options: Sendable {
    /// Takes a tenant id that is no UUID and a subnet that does not exist, as tutorials have them.
    package var acceptsPlaceholders: Bool

    package init(acceptsPlaceholders: Bool = false) { self.acceptsPlaceholders = acceptsPlaceholders }
  }

  package let store: Store
  package let identity: Identity
  package let endpoints: Endpoints
  package let options: Options
  let serviceAccountKey: KeyPair

  package init(store: Store, identity: Identity, endpoints: Endpoints, options: Options = Options()) throws {
    self.store = store
    self.identity = identity
    self.endpoints = endpoints
    self.options = options
    serviceAccountKey = try KeyPair(privatePEM: identity.gcpPrivateKey)
  }

  /// Answers one request, received at a moment of the real time.
  ///
  /// What the request changed is pending in the store until the caller ends the transaction, when it has made the changes
  /// safe: ``Store/commit()``, or else ``Store/rollBack()``.
  package func respond(to request: SandboxRequest, at instant: Instant) -> SandboxResponse {
    let call = Call(
      request: request, wallTime: instant, now: instant.adding(seconds: clockOffsetSeconds), sandbox: self)
    var response = route(call)
    if response.status < 300, let operation = call.operation.name {
      if let failure = failure(of: operation) {
        response = failure
      } else {
        count(operation)
      }
    }
    if response.header("Date") == nil { response.headers.append(("Date", instant.httpDate)) }
    return response
  }

  private func route(_ call: Call) -> SandboxResponse {
    let request = call.request
    let host = request.host
    if host.hasSuffix(".vault.localhost") {
      return AzureService(call).respondAsVault(named: String(host.dropLast(".vault.localhost".count)))
    }
    guard ["localhost", "127.0.0.1", "[::1]", "metadata.google.internal"].contains(host) else {
      return SandboxResponse(status: 421, text: "This is no host of the sandbox.\n", type: "text/plain")
    }
    let first = request.segments.first?.lowercased() ?? ""
    switch first {
    case "_cofre": return ControlEndpoint(call).respond()
    case "computemetadata": return GCPMetadataServer(call).respond()
    case "v1", "v1beta1": return GCPService(call).respond()
    case "token" where request.segments.count == 1: return GCPTokenEndpoint(call).respond()
    case "subscriptions", "providers": return AzureService(call).respondAsManager()
    case "metadata": return AzureInstanceMetadata(call).respond()
    case "": break
    default:
      if request.segments.count > 1, let response = EntraService(call).respond() { return response }
    }
    if request.method == "GET", request.header("metadata-flavor") != nil { return GCPMetadataServer(call).respond() }
    if first.isEmpty, request.method == "POST" { return AWSService(call).respond() }
    return SandboxResponse(status: 404, text: "No cloud of the sandbox has this address.\n", type: "text/plain")
  }
}

/// One request on its way through the sandbox.
struct Call {
  /// Names the operation of a request once it is known.
  final class Operation {
    /// The name, for requests that may change something; it is counted when they succeed.
    var name: String?
  }

  let request: SandboxRequest
  /// The real time: credentials and signatures are judged by it.
  let wallTime: Instant
  /// The time of the clouds' resources, which tests may advance.
  let now: Instant
  let sandbox: Sandbox
  let operation = Operation()

  /// Makes what was changed so far hold even if the request is refused after it.
  func keepsChanges() { store.setSavepoint() }

  var store: Store { sandbox.store }
  var identity: Identity { sandbox.identity }
  var endpoints: Endpoints { sandbox.endpoints }
}
