import CofreJSON

/// Azure Resource Manager: who calls, for which version of the API, for which kind of resource.
struct ResourceManager {
  private let call: Call
  private let path: ManagerPath

  init(_ call: Call) {
    self.call = call
    path = ManagerPath(call.request.segments)
  }

  func respond() throws -> SandboxResponse {
    try checkToken()
    let version = try apiVersion()
    guard let subscription = path.subscription else {
      return SandboxResponse(json: ["value": [subscriptionJSON]])
    }
    guard subscription == call.identity.azureSubscription else {
      throw AzureError(404, "SubscriptionNotFound", "The subscription '\(subscription)' could not be found.")
    }
    let request = ManagerRequest(call: call, path: path, apiVersion: version)
    if let namespace = path.namespace {
      try checkGroup(request)
      switch namespace {
      case "microsoft.keyvault" where !path.tail.isEmpty && path.tail != ["register"] && path.tail != ["unregister"]:
        return try VaultTypes(request).respond()
      case "microsoft.network" where !path.tail.isEmpty && path.tail != ["register"] && path.tail != ["unregister"]:
        return try NetworkTypes(request).respond()
      case "microsoft.authorization" where path.tail.first == "roleassignments":
        return try RoleAssignments(request).respond()
      default: return try ResourceProviders(request).respond()
      }
    }
    switch path.lower.dropFirst(2).first {
    case nil: return SandboxResponse(json: subscriptionJSON)
    case "resourcegroups": return try ResourceGroups(request).respond()
    case "providers": return try ResourceProviders(request).respond()
    case "operationresults": return try request.operationResult(path.lower.last ?? "")
    default: throw request.unknownPath
    }
  }

  private var subscriptionJSON: JSON {
    [
      "id": .string("/subscriptions/\(call.identity.azureSubscription)"),
      "subscriptionId": .string(call.identity.azureSubscription), "tenantId": .string(call.identity.azureTenant),
      "displayName": "Cofre sandbox", "state": "Enabled",
    ]
  }

  private func checkToken() throws {
    let challenge = (
      "WWW-Authenticate", "Bearer authorization_uri=\"\(call.endpoints.https)/\(call.identity.azureTenant)\""
    )
    guard let token = call.request.bearerToken else {
      throw AzureError(
        401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.",
        headers: [challenge])
    }
    switch AccessToken.claims(of: token, key: call.identity.tokenKey, at: call.wallTime) {
    case .failure(.malformed):
      throw AzureError(401, "InvalidAuthenticationToken", "The access token is invalid.", headers: [challenge])
    case .failure(.expired):
      throw AzureError(
        401, "ExpiredAuthenticationToken",
        "The access token expiry UTC time is earlier than current UTC time '\(call.wallTime.rfc3339InSeconds)'.",
        headers: [challenge])
    case .success(let claims):
      let accepted = [
        "https://management.azure.com", "https://management.core.windows.net", call.endpoints.https,
        call.endpoints.http, "https://127.0.0.1:\(call.endpoints.httpsPort)",
      ]
      guard AzureToken.isAudience(claims, oneOf: accepted) else {
        throw AzureError(
          401, "InvalidAuthenticationToken",
          "The access token has been obtained for wrong audience or resource '\(claims.string("aud") ?? "")'. It should "
            + "exactly match with one of the allowed audiences 'https://management.core.windows.net/',"
            + "'https://management.azure.com/'.", headers: [challenge])
      }
    }
  }

  /// The version that the client asks for: required, and of the form `2024-05-01` or `2024-05-01-preview`.
  private func apiVersion() throws -> String {
    guard let version = call.request.fields.value(ignoringCase: "api-version"), !version.isEmpty else {
      throw AzureError(
        400, "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.")
    }
    let date = version.hasSuffix("-preview") ? String(version.dropLast("-preview".count)) : version
    guard Instant(rfc3339: "\(date)T00:00:00Z") != nil, date.count == 10 else {
      throw AzureError(400, "InvalidApiVersionParameter", "The api-version '\(version)' is invalid.")
    }
    return version
  }

  private func checkGroup(_ request: ManagerRequest) throws {
    guard let name = path.group else { return }
    guard let group = call.store["azure.groups", name.lowercased()] else { throw ResourceGroups.notFound(name) }
    if group.bool("_isDeletion"), call.request.method != "GET" { throw ResourceGroups.isBeingDeleted(name) }
  }
}

/// A request to the resource manager that has passed the door.
struct ManagerRequest {
  let call: Call
  let path: ManagerPath
  let apiVersion: String

  var method: String { call.request.method }
  var store: Store { call.store }
  var transitions: AzureTransitions { AzureTransitions(call) }

  /// Where the client reached us, for addresses that it will follow: clients send their token to no other host.
  var baseURL: String {
    let scheme = call.request.isSecure ? "https" : "http"
    return "\(scheme)://\(call.request.header("host") ?? "localhost:\(call.endpoints.httpsPort)")"
  }

  var subscriptionID: String { "/subscriptions/\(call.identity.azureSubscription)" }

  /// The body, which must be an object.
  func body() throws -> JSONObject {
    do {
      if let object = try JSON.parse(call.request.body).objectValue { return object }
    } catch {
      throw AzureError(
        400, "InvalidRequestContent",
        "The request content was invalid and could not be deserialized: '\(error.message)'.")
    }
    throw AzureError(400, "InvalidRequestContent", "The request content was invalid: it must be an object.")
  }

  /// The resource group of the path: its record's name and location may be in another case than in the path.
  func group() throws -> JSONObject {
    guard let name = path.group, let group = store["azure.groups", name.lowercased()] else {
      throw ResourceGroups.notFound(path.group ?? "")
    }
    return group
  }

  /// The location of a body, which must be there.
  func location(_ body: JSONObject) throws -> String {
    guard let location = body.string("location"), !location.isEmpty else {
      throw AzureError(400, "LocationRequired", "The location property is required for this definition.")
    }
    return AzureText.location(location)
  }

  /// The tags of a body, checked.
  func tags(_ body: JSONObject) throws -> JSON? {
    guard let tags = body.object("tags") else { return nil }
    guard tags.count <= 50 else {
      throw AzureError(400, "InvalidTags", "The number of tags cannot be more than 50.")
    }
    for (key, value) in tags where key.count > 512 || (value.stringValue?.count ?? 257) > 256 {
      throw AzureError(400, "InvalidTagValue", "The tag '\(key)' has a name or a value that is too long or no text.")
    }
    return .object(tags)
  }

  /// Throws when the provider of a namespace is not registered for the subscription.
  func checkIsRegistered(_ namespace: String) throws {
    guard store["azure.unregistered", namespace.lowercased()] == nil else {
      throw AzureError(
        409, "MissingSubscriptionRegistration",
        "The subscription is not registered to use namespace '\(namespace)'. See https://aka.ms/rps-not-found for how to "
          + "register subscriptions.")
    }
  }

  func notFound(_ type: String, _ name: String) -> AzureError {
    AzureError(
      404, "ResourceNotFound",
      "The Resource '\(type)/\(name)' under resource group '\(path.group ?? "")' was not found. For more details please go "
        + "to https://aka.ms/ARMResourceNotFoundFix")
  }

  func parentNotFound(_ name: String) -> AzureError {
    AzureError(
      404, "ParentResourceNotFound",
      "Failed to perform '\(method)' on resource(s) because the parent resource '\(name)' could not be found.")
  }

  var unknownPath: AzureError {
    AzureError(
      404, "InvalidResourceType",
      "The sandbox does not have this resource type or operation: \(method) \(call.request.path)")
  }

  var methodNotAllowed: AzureError {
    AzureError(405, "MethodNotAllowed", "The HTTP method '\(method)' is not supported at scope '\(call.request.path)'.")
  }

  /// `GET …/operationResults/{id}`: 202 until the operation is over.
  func operationResult(_ identifier: String) throws -> SandboxResponse {
    guard method == "GET" else { throw methodNotAllowed }
    guard let isOver = transitions.isOver(identifier) else {
      throw AzureError(404, "NotFound", "The entity was not found.")
    }
    return isOver
      ? SandboxResponse(status: 200)
      : SandboxResponse(
        status: 202,
        headers: [("Location", "\(baseURL)\(call.request.path)?\(call.request.query)"), ("Retry-After", "0")])
  }

  /// A list in one page.
  func list(_ items: [JSONObject]) -> SandboxResponse {
    SandboxResponse(json: ["value": .array(items.map { .object($0.withoutNotes) })])
  }
}
