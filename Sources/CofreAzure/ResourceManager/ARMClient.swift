import CofreHTTP
import CofreJSON
import CofreProvider

/// Azure Resource Manager: where resources are made, changed and removed.
///
/// Every error is a ``ProviderError``, or `CancellationError` when the task is cancelled while it waits.
struct ARMClient: Sendable {
  let endpoint: String
  let scope: String
  /// The subscription that a service is registered for.
  let subscription: String
  let transport: AuthorizedTransport
  let clock: HTTPClock

  /// What is at a path now; nil when nothing is.
  func get(_ path: String, apiVersion: String, doing: String) async throws -> JSON? {
    let response = try await translating(doing, isReading: true) {
      try await send(.get, url(path, apiVersion), body: nil)
    }
    if isAbsence(response) { return nil }
    guard response.isSuccess else {
      throw ProviderError(CloudError(response, now: clock.now()), doing: doing, isReading: true)
    }
    // The API of private endpoint connections says "nothing there" this way.
    if response.status == 204 { return nil }
    guard let body = try? JSON.parse(response.body) else {
      throw ProviderError(
        .unexpectedResponse, "\(doing) failed: Azure answered something that is no JSON.",
        requestID: response.headers["x-ms-correlation-request-id"] ?? "")
    }
    return body
  }

  /// Carries out a change and waits until it is done; the result is the resource as it is afterwards, or null.
  ///
  /// A service that the subscription does not use yet is registered, and a refusal that means "not now" is waited out.
  /// A DELETE of what is not there is a success.
  func perform(_ call: ARMCall) async throws -> JSON {
    let deadline = clock.now() + call.timeout.inSeconds
    var hasRegistered = false
    var wait = Backoff()
    while true {
      let error: CloudError
      switch try await attempt(call, deadline: deadline) {
      case .success(let result): return result
      case .failure(let failure): error = failure
      }
      if let namespace = call.namespace, !hasRegistered, error.has(["MissingSubscriptionRegistration"]) {
        hasRegistered = true
        try await register(namespace, deadline: deadline)
        continue
      }
      let own = wait.next()
      let delay = error.retryAfter ?? own
      guard error.has(Self.busyCodes.union(call.busyCodes)), wait.count <= 20,
        clock.now() + delay.inSeconds < deadline
      else { throw ProviderError(error, doing: call.doing) }
      try await clock.sleep(delay)
    }
  }

  /// Waits until a resource that something else began to make is ready.
  func waitUntilReady(_ path: String, apiVersion: String, current: JSON, doing: String) async throws -> JSON {
    let call = ARMCall(.put, path, apiVersion: apiVersion, doing: doing)
    let response = HTTPResponse(status: 200, body: current.serialized())
    switch try await follow(call, response, deadline: clock.now() + call.timeout.inSeconds) {
    case .success(let result): return result
    case .failure(let error): throw ProviderError(error, doing: doing)
    }
  }

  /// Refusals that mean "not now".
  private static let busyCodes: Set<String> = [
    "AnotherOperationInProgress", "CanceledAndSupersededDueToAnotherOperation", "ObjectIsBeingDeleted",
    "ObjectIsBeingRecovered", "PrincipalNotFound", "ReferencedResourceNotProvisioned", "RetryableError",
    "StorageAccountOperationInProgress",
  ]

  /// Whether an answer says that the resource is not there.
  ///
  /// A subscription that we cannot see is not one whose resources are gone.
  private func isAbsence(_ response: HTTPResponse) -> Bool {
    response.status == 404
      && !CloudError(response, now: clock.now()).has([
        "InvalidResourceNamespace", "InvalidResourceType", "InvalidSubscriptionId", "NoRegisteredProviderFound",
        "SubscriptionNotFound",
      ])
  }

  private enum Outcome {
    case success(JSON)
    case failure(CloudError)
  }

  private func attempt(_ call: ARMCall, deadline: Double) async throws -> Outcome {
    let url = url(call.path, call.apiVersion)
    let response = try await translating(call.doing) { try await send(call.method, url, body: call.body) }
    if call.method == .delete, isAbsence(response) { return .success(.null) }
    guard response.isSuccess else { return .failure(CloudError(response, now: clock.now())) }
    return try await follow(call, response, deadline: deadline)
  }

  /// Polls until what an answer began is done.
  private func follow(_ call: ARMCall, _ response: HTTPResponse, deadline: Double) async throws -> Outcome {
    let resourceURL = url(call.path, call.apiVersion)
    var (operation, step) = LongRunningOperation.begin(call.method, resourceURL, response, now: clock.now())
    var wait = Backoff()
    while true {
      switch step {
      case .finished(let result): return .success(result)
      case .failed(let error): return .failure(error)
      case .poll(let url, let after):
        let delay = after ?? wait.next()
        guard clock.now() + delay.inSeconds <= deadline else {
          throw ProviderError(
            .timedOut, "\(call.doing) is still not done after \(Int(call.timeout.inSeconds)) seconds.",
            hint: "Azure goes on with it. Run the command again later, or set custom_timeouts to wait longer.",
            mayHaveChanged: true)
        }
        if delay > .zero { try await clock.sleep(delay) }
        guard let address = absolute(url) else {
          throw ProviderError(
            .unexpectedResponse,
            "\(call.doing) cannot be followed: Azure said to ask at an address without encryption.",
            mayHaveChanged: true)
        }
        let answer = try await translating(call.doing) { try await send(.get, address, body: nil) }
        step = operation.advance(answer, now: clock.now())
      }
    }
  }

  /// Has the subscription use a service.
  private func register(_ namespace: String, deadline: Double) async throws {
    let path = "/subscriptions/\(subscription)/providers/\(namespace)"
    let doing = "Registering \(namespace) for the subscription"
    let response = try await translating(doing) {
      try await send(.post, url(path + "/register", "2016-02-01"), body: nil)
    }
    guard response.isSuccess else {
      var error = ProviderError(CloudError(response, now: clock.now()), doing: doing)
      error.hint = "The owner of the subscription can do it: az provider register --namespace \(namespace)"
      throw error
    }
    var wait = Backoff()
    while clock.now() < deadline {
      let state = try await get(path, apiVersion: "2016-02-01", doing: doing)?["registrationState"]?.stringValue
      if state?.lowercased() == "registered" { return }
      try await clock.sleep(wait.next())
    }
    throw ProviderError(.timedOut, "\(doing) is still not done.", hint: "Run the command again in some minutes.")
  }

  private func send(_ method: HTTPRequest.Method, _ url: String, body: JSON?) async throws -> HTTPResponse {
    var request = HTTPRequest(method, url, headers: ["Accept": "application/json"], timeout: .seconds(120))
    request.headers["x-ms-client-request-id"] = RequestID.make()
    if let body {
      request.headers["Content-Type"] = "application/json"
      request.body = body.serialized()
    }
    // Of what we send by POST and PATCH, none does anything twice.
    request.isIdempotent = true
    guard URLParts(url)?.authority == URLParts(endpoint)?.authority else { return try await transport.send(request) }
    return try await transport.send(request, token: TokenRequest(scope: scope)) { challenge, token in
      var token = token
      if let claims = challenge?.claims { token.claims = claims }
      return token
    }
  }

  private func translating<Result>(
    _ doing: String, isReading: Bool = false, _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await body()
    } catch let error as HTTPError {
      if error.kind == .cancelled { throw CancellationError() }
      throw ProviderError(error, doing: doing, mayHaveChanged: !isReading)
    }
  }

  private func url(_ path: String, _ apiVersion: String) -> String {
    "\(endpoint)\(PercentEncoding.encode(path, allowing: "/"))?api-version=\(apiVersion)"
  }

  /// The address in a header, which may be without its host; nil when it is not encrypted.
  private func absolute(_ url: String) -> String? {
    let url = url.hasPrefix("/") ? endpoint + url : url
    return URLParts(url)?.scheme == "https" ? url : nil
  }
}
