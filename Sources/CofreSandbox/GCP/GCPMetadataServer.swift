import CofreJSON

/// The metadata server of a virtual machine that runs as the service account.
struct GCPMetadataServer {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func respond() -> SandboxResponse {
    let request = call.request
    guard request.header("metadata-flavor") == "Google" else {
      return answer(403, "Missing Metadata-Flavor:Google header.\n", type: "text/html; charset=UTF-8")
    }
    guard request.segments.first != nil else { return answer(200, "computeMetadata/\n", type: "application/text") }
    let account: JSON = [
      "aliases": ["default"], "email": .string(call.identity.gcpClientEmail),
      "scopes": ["https://www.googleapis.com/auth/cloud-platform"],
    ]
    // The account may be named by its address as well as by its alias.
    let segments = request.segments.dropFirst(2).map { $0 == call.identity.gcpClientEmail ? "default" : $0 }
    switch segments.joined(separator: "/") {
    case "instance/service-accounts/default": return answer(200, account.text(), type: "application/json")
    case "instance/service-accounts/default/email": return answer(200, call.identity.gcpClientEmail)
    case "instance/service-accounts/default/scopes":
      return answer(200, "https://www.googleapis.com/auth/cloud-platform\n")
    case "instance/service-accounts/default/token":
      return answer(
        200, GCPTokenEndpoint.token(email: call.identity.gcpClientEmail, call).text(), type: "application/json")
    case "project/project-id": return answer(200, Identity.gcpProject)
    case "project/numeric-project-id": return answer(200, GCPProject.number(Identity.gcpProject))
    case "universe/universe-domain", "universe/universe_domain": return answer(200, "googleapis.com")
    default: return answer(404, "Not found.\n", type: "text/html; charset=UTF-8")
    }
  }

  private func answer(_ status: Int, _ text: String, type: String = "application/text") -> SandboxResponse {
    SandboxResponse(
      status: status, text: text, type: type,
      headers: [("Metadata-Flavor", "Google"), ("Server", "Metadata Server for VM")])
  }
}
