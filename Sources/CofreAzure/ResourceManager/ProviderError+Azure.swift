import CofreHTTP
import CofreProvider

extension ProviderError {
  /// What Azure said, with its class and what to do next; `doing` starts the sentence: "Creating key vault 'x'".
  init(_ error: CloudError, doing: String, isReading: Bool = false) {
    let rule = Self.rule(for: error)
    self.init(
      rule.code, "\(doing) failed: \(error.message)", hint: rule.hint, cloudCode: error.code,
      requestID: error.requestID,
      mayHaveChanged: error.wasAccepted || !isReading && (error.status >= 500 || error.status == 408))
  }

  /// Why no answer came.
  init(_ error: HTTPError, doing: String, mayHaveChanged: Bool) {
    let code: Code
    var hint: String?
    switch error.kind {
    case .unresolved, .unconnected, .interrupted, .cancelled, .malformed, .unsupported:
      code = .unreachable
      hint = "Check the network, and the proxy if there is one."
    case .untrusted:
      code = .unreachable
      hint = "Check the time of this machine and which certificates it trusts."
    case .timedOut: code = .timedOut
    }
    self.init(
      code, "\(doing) failed: \(error.message)", hint: hint, mayHaveChanged: mayHaveChanged && !error.wasNotSent)
  }

  private static func rule(for error: CloudError) -> (code: Code, hint: String?) {
    for code in error.codes {
      if code == "ConflictError", error.message.lowercased().contains("deleted state") {
        return (.tombstone, "Recover the deleted object, purge it, or use another name.")
      }
      if let rule = rules[code] { return rule }
    }
    if error.codes.contains(where: { $0.hasSuffix("AlreadyExists") }) { return (.alreadyExists, nil) }
    switch error.status {
    case 401: return (.unauthenticated, "Check the credentials: the tenant, the client id and the client secret.")
    case 403: return (.denied, "The identity lacks a permission: give it a role that has the action.")
    case 404: return (.notFound, nil)
    case 408, 504: return (.timedOut, "Run the command again.")
    case 409, 412: return (.conflict, nil)
    case 429: return (.throttled, "Run the command again in some minutes, with a lower --parallel.")
    case 500...: return (.unavailable, "Run the command again; the request id finds it at Microsoft's support.")
    case 200..<300: return (.unavailable, "Look at the resource in the Azure portal, then run the command again.")
    default: return (.invalid, nil)
    }
  }

  private static let newToken = "Run the command again; if that does not help, make new credentials."
  private static let role = """
    Give the identity a role that has the action on that scope; a new role takes some minutes to be effective.
    """

  private static let rules: [String: (code: Code, hint: String?)] = [
    // Who we are.
    "InvalidAuthenticationToken": (.unauthenticated, newToken),
    "ExpiredAuthenticationToken": (.unauthenticated, newToken),
    "InvalidAuthenticationTokenTenant": (
      .unauthenticated, "The subscription is in another tenant: check AZURE_TENANT_ID and AZURE_SUBSCRIPTION_ID."
    ),
    // What we may do.
    "AuthorizationFailed": (.denied, role),
    "LinkedAuthorizationFailed": (
      .denied,
      """
      The identity lacks an action on another resource that this one uses. To leave the approval of a private endpoint \
      to the owner of the service, use manual_private_link_service_connections.
      """
    ),
    "RequestDisallowedByPolicy": (
      .denied, "An Azure Policy of the organisation forbids it: change the properties as the policy says."
    ),
    "ReadOnlyDisabledSubscription": (.denied, "The subscription is disabled: its owner has to enable it again."),
    "ForbiddenByRbac": (
      .denied,
      """
      Give the identity a role for the contents of the vault, such as Key Vault Secrets Officer; a new role takes some \
      minutes to be effective.
      """
    ),
    "AccessDenied": (
      .denied, "Add an access policy for the identity to the vault: properties.access_policies of its declaration."
    ),
    "ForbiddenByPolicy": (
      .denied, "Add the permission to the identity's access policy: properties.access_policies of the vault."
    ),
    "ForbiddenByFirewall": (
      .denied, "The vault's network rules keep this machine out: add its address to properties.network_acls.ip_rules."
    ),
    "ForbiddenByConnection": (
      .denied, "Only private endpoints reach the vault: run this inside its virtual network."
    ),
    "SecretDisabled": (.denied, "The secret is disabled: set properties.attributes.enabled = true."),
    // What is in the way.
    "VaultAlreadyExists": (
      .alreadyExists,
      """
      Vault names are shared by all of Azure: choose another vault_name, or leave it out and Cofre makes one up.
      """
    ),
    "InvalidResourceLocation": (
      .alreadyExists, "A resource of that name is in another region: choose another name, or that region."
    ),
    "ObjectIsDeletedButRecoverable": (.tombstone, "Recover the deleted object, purge it, or use another name."),
    "ObjectIsBeingDeleted": (.conflict, "Run the command again in a minute."),
    "ScopeLocked": (.conflict, "A lock protects it: remove the lock, or leave the resource as it is."),
    "CannotDeleteResource": (.conflict, "Something else is still in it: delete that first."),
    "InUseSubnetCannotBeDeleted": (
      .conflict, "Something still uses the subnet, such as a private endpoint: delete that first."
    ),
    "ResourceGroupBeingDeleted": (.conflict, "Wait until the group is gone, then run the command again."),
    "AnotherOperationInProgress": (.conflict, "Run the command again in a minute."),
    "MissingSubscriptionRegistration": (
      .denied,
      """
      The subscription does not use the service yet, and the identity may not register it. The owner can: \
      az provider register --namespace NAMESPACE
      """
    ),
    // What is not there.
    "ResourceGroupNotFound": (
      .notFound, "The resource group is not there: check resource_group_name and the subscription."
    ),
    "SubscriptionNotFound": (
      .notFound, "Check AZURE_SUBSCRIPTION_ID, and that the identity has a role in the subscription."
    ),
    "InvalidSubscriptionId": (.notFound, "Check AZURE_SUBSCRIPTION_ID: it is not the id of a subscription."),
    "ParentResourceNotFound": (.notFound, "What it is part of is not there: check that name."),
    // What we asked for.
    "VaultNameNotValid": (
      .invalid, "A vault's name has 3 to 24 letters, digits and single hyphens and starts with a letter."
    ),
    "DisallowedResourceOperation": (.invalid, "Azure Resource Manager does not do this for the type."),
    "LocationNotAvailableForResourceType": (.invalid, "Choose another location: the message lists those that have it."),
    "NoRegisteredProviderFound": (.invalid, "The cloud or region does not offer the type in this API version."),
    "InvalidApiVersionParameter": (.invalid, "The cloud or region does not offer this API version."),
    "InvalidPrivateLinkServiceId": (.invalid, "Check private_link_service_id: it is the id of a service that exists."),
    "InvalidResourceReference": (.invalid, "Check the ids: one of them is of nothing that exists."),
    "PrincipalNotFound": (.invalid, "The identity is not known yet, or is in another tenant."),
    "TooManyRequests": (.throttled, "Run the command again in some minutes, with a lower --parallel."),
    "SubscriptionRequestsThrottled": (.throttled, "Run the command again in some minutes, with a lower --parallel."),
    "Throttled": (.throttled, "Run the command again in a minute, with a lower --parallel."),
  ]
}
