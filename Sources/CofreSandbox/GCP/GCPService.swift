import CofreJSON

/// Google Cloud behind one address: the resource's name in the path tells the service.
struct GCPService {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func respond() -> SandboxResponse {
    do {
      try GCPAuthentication(call).check()
      let path = try GCPPath(call.request)
      var output = try perform(path)
      if call.request.fields["$alt"]?.contains("enum-encoding=int") == true {
        output = GCPEnumeration.asNumbers(output)
      }
      return SandboxResponse(json: output)
    } catch let error as GCPError {
      call.store.rollBack()
      return error.response
    } catch {
      call.store.rollBack()
      return GCPError(.internal, "Internal error encountered.").response
    }
  }

  private func perform(_ path: GCPPath) throws -> JSON {
    guard path.parts.count >= 3, path.parts[0] == "projects" else { throw path.unknownMethod }
    let isSecret = path.parts[2] == "secrets" || (path.parts.count > 4 && path.parts[4] == "secrets")
    guard isSecret || path.parts[2] == "locations" else { throw path.unknownMethod }
    if path.parts[2] == "locations" {
      if path.parts.count <= 4 { return try GCPLocations.perform(path) }
      try GCPLocations.check(path.parts[3])
    }
    if let action = path.action, action.hasSuffix("IamPolicy") || action == "testIamPermissions" {
      return try GCPPolicies(call).perform(path, action)
    }
    return isSecret ? try GCPSecrets(call).perform(path) : try KeyManagement(call).perform(path)
  }
}

/// The path of a request: a version, names in pairs, and perhaps an action after a colon.
struct GCPPath {
  /// The decoded segments after the version: `projects`, the project, `locations` and so on.
  let parts: [String]
  let action: String?
  let method: String
  let fields: FormFields
  private let body: [UInt8]

  init(_ request: SandboxRequest) throws {
    var segments = Array(request.segments.dropFirst())
    var action: String?
    if let last = segments.last, let colon = last.lastIndex(of: ":") {
      action = String(last[last.index(after: colon)...])
      segments[segments.count - 1] = String(last[..<colon])
    }
    parts = segments
    self.action = action
    method = request.method
    fields = request.fields
    body = request.body
  }

  /// The resource's full name.
  var name: String { parts.joined(separator: "/") }

  /// The full name of what holds the resource or the collection.
  var parent: String { parts.dropLast(parts.count.isMultiple(of: 2) ? 2 : 1).joined(separator: "/") }

  /// The body, which must be an object (or nothing, which counts as an empty one).
  func object() throws -> JSONObject {
    if body.isEmpty { return JSONObject() }
    do {
      guard let object = try JSON.parse(body).objectValue else {
        throw GCPError.invalid("Invalid JSON payload received. The root of the message must be an object.")
      }
      return object
    } catch let error as JSONParseError {
      throw GCPError.invalid("Invalid JSON payload received. \(error.message).")
    }
  }

  /// What has no place here: the cloud may have it, the sandbox has not.
  var unknownMethod: GCPError {
    GCPError(
      .unimplemented, "The sandbox does not have this method: \(method) \(name)\(action.map { ":\($0)" } ?? "").")
  }
}

/// One page of a list.
struct GCPPage {
  let items: [JSONObject]
  let next: String?
  let total: Int

  init(_ all: [JSONObject], _ path: GCPPath) throws {
    let filtered = try GCPFilter(path.fields["filter"] ?? "").apply(all)
    let size = path.fields["pageSize"].map { Int($0) ?? -1 } ?? 0
    guard size >= 0 else { throw GCPError.invalid("The page size must not be negative.") }
    let start = path.fields["pageToken"].map { $0.isEmpty ? 0 : Int($0) ?? -1 } ?? 0
    guard 0...filtered.count ~= start else { throw GCPError.invalid("Invalid page token.") }
    items = Array(filtered[start...].prefix(size == 0 ? 100 : min(size, 1000)))
    next = start + items.count < filtered.count ? String(start + items.count) : nil
    total = filtered.count
  }

  /// The page as an answer; the total is counted where the API has a member for it.
  func json(as member: String, isCounted: Bool = true) -> JSON {
    var output: JSONObject = [:]
    if !items.isEmpty { output[member] = .array(items.map(JSON.object)) }
    output["nextPageToken"] = next.map(JSON.string)
    if isCounted, total > 0 { output["totalSize"] = .integer(Int64(total)) }
    return .object(output)
  }
}

/// A list filter: `field:text` and `field=text`, joined by `AND`.
private struct GCPFilter {
  private var terms: [(path: [String], isExact: Bool, text: String)] = []

  init(_ text: String) throws {
    var words = text.split(separator: " ").map(String.init)
    words.removeAll { $0 == "AND" }
    for word in words {
      guard let separator = word.firstIndex(where: { ":=".contains($0) }) else {
        throw GCPError.invalid("Invalid filter: \(text)")
      }
      let value = word[word.index(after: separator)...].filter { $0 != "\"" }
      let path = word[..<separator].split(separator: ".").map { GCPFieldMask.camelCased(String($0)) }
      terms.append((path, word[separator] == "=", String(value)))
    }
  }

  func apply(_ items: [JSONObject]) -> [JSONObject] {
    items.filter { item in
      terms.allSatisfy { term in
        var value: JSON? = .object(item)
        for part in term.path { value = value?[part] }
        let text = value?.stringValue ?? value?.integerValue.map(String.init)
        return term.isExact ? text == term.text : text?.contains(term.text) == true
      }
    }
  }
}

/// A field mask: the paths of a body that are to be written.
struct GCPFieldMask {
  let paths: [String]

  /// Reads a list with commas; names may be in snake case.
  ///
  /// Throws when it is missing.
  init(_ text: String?) throws {
    paths = (text ?? "").split(separator: ",").map { Self.camelCased(String($0)) }
    guard !paths.isEmpty else { throw GCPError.invalid("An update_mask must be provided.") }
  }

  static func camelCased(_ name: String) -> String {
    var result = ""
    var isUpper = false
    for character in name {
      if character == "_" {
        isUpper = true
      } else {
        result += isUpper ? character.uppercased() : String(character)
        isUpper = false
      }
    }
    return result
  }
}
