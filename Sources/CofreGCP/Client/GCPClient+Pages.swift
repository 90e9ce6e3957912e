import CofreJSON
import CofreProvider

extension GCPClient {
  /// All elements of a list that comes in pages; `member` names the array in the answers.
  func list(_ call: Call, member: String) async throws -> [JSON] {
    var elements: [JSON] = []
    var token = ""
    while true {
      var page = call
      if !token.isEmpty { page.query.append(("pageToken", token)) }
      let answer = try await send(page)
      elements += answer[member]?.arrayValue ?? []
      // A page may be empty and still have a next one.
      let next = answer["nextPageToken"]?.stringValue ?? ""
      if next.isEmpty { return elements }
      guard next != token else {
        throw ProviderError(.unexpectedResponse, "Google Cloud answers \(call.subject) with the same page for ever.")
      }
      token = next
    }
  }
}
