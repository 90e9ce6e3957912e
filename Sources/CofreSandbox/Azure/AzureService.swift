import CofreJSON

/// Azure's two kinds of endpoint: the resource manager, and each vault under a host name of its own.
struct AzureService {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func respondAsManager() -> SandboxResponse {
    finish { try ResourceManager(call).respond() }
  }

  func respondAsVault(named name: String) -> SandboxResponse {
    finish { try VaultService(call, vaultName: name).respond() }
  }

  private func finish(_ respond: () throws -> SandboxResponse) -> SandboxResponse {
    var response: SandboxResponse
    do {
      AzureTransitions(call).finishWhatIsDue()
      Vaults(call).purgeWhatIsDue()
      response = try respond()
    } catch {
      call.store.rollBack()
      response =
        (error as? AzureError ?? AzureError(500, "InternalServerError", "The server encountered an internal error."))
        .response
    }
    let identifier = RandomText.uuid()
    response.headers += [
      ("Cache-Control", "no-cache"), ("x-ms-request-id", identifier), ("x-ms-correlation-request-id", identifier),
      ("x-ms-routing-request-id", "SANDBOX:\(call.wallTime.rfc3339InSeconds):\(identifier)"),
    ]
    if let given = call.request.header("x-ms-client-request-id") {
      response.headers.append(("x-ms-client-request-id", given))
    }
    if call.request.method == "HEAD" { response.body = [] }
    return response
  }
}

/// Texts that Azure compares and writes in its own way.
enum AzureText {
  static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.joined().allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  /// `East US` as `eastus`.
  static func location(_ text: String) -> String { text.lowercased().filter { $0 != " " } }

  /// Whether all characters are ASCII letters, digits or one of those given.
  static func consists(_ text: String, ofLettersDigitsAnd others: String) -> Bool {
    text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || others.contains($0)) }
  }
}
