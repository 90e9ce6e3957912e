import CofreJSON

/// The registration of resource providers.
///
/// All are registered until someone unregisters one.
struct ResourceProviders {
  private static let table = "azure.unregistered"
  private static let namespaces = [
    "Microsoft.Authorization", "Microsoft.KeyVault", "Microsoft.Network", "Microsoft.Resources",
  ]

  private let request: ManagerRequest

  init(_ request: ManagerRequest) { self.request = request }

  func respond() throws -> SandboxResponse {
    guard let key = request.path.namespace else {
      return request.list(Self.namespaces.map(provider))
    }
    guard request.path.lower.count <= 5, request.path.group == nil else { throw request.unknownPath }
    guard let namespace = Self.namespaces.first(where: { $0.lowercased() == key }) else {
      throw AzureError(
        404, "InvalidResourceNamespace", "The resource namespace '\(key)' is invalid.")
    }
    switch (request.method, request.path.tail) {
    case ("GET", []): return SandboxResponse(json: .object(provider(namespace)))
    case ("POST", ["register"]):
      request.call.operation.name = "azure.resources.Providers.Register"
      request.store[Self.table, key] = nil
      return SandboxResponse(json: .object(provider(namespace)))
    case ("POST", ["unregister"]):
      request.call.operation.name = "azure.resources.Providers.Unregister"
      request.store[Self.table, key] = ["namespace": .string(namespace)]
      return SandboxResponse(json: .object(provider(namespace)))
    default: throw request.unknownPath
    }
  }

  private func provider(_ namespace: String) -> JSONObject {
    let isRegistered = request.store[Self.table, namespace.lowercased()] == nil
    return [
      "id": .string("\(request.subscriptionID)/providers/\(namespace)"), "namespace": .string(namespace),
      "registrationState": isRegistered ? "Registered" : "NotRegistered", "registrationPolicy": "RegistrationRequired",
      "resourceTypes": [],
    ]
  }
}
