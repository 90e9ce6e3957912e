/// An HTTP request as our bindings make it.
///
/// Header names are as given; they compare without regard to case.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET", put = "PUT", post = "POST", patch = "PATCH", delete = "DELETE", head = "HEAD"
  }

  package var method: Method
  /// Absolute, percent-encoded as it is to stand on the wire.
  package var url: String
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// For the whole exchange, connection included.
  package var timeout: Duration
  /// Whether repeating it cannot do something twice: what may be retried after an answer was lost.
  package var isIdempotent: Bool

  package init(
    _ method: Method, _ url: String, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [],
    timeout: Duration = .seconds(60), isIdempotent: Bool? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.isIdempotent = isIdempotent ?? (method != .post && method != .patch)
  }
}

package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// 200 to 299.
  package var isSuccess: Bool { 200..<300 ~= status }
}

/// Header fields in order; names compare without regard to case.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  package private(set) var fields: [Field] = []

  package struct Field: Sendable, Equatable {
    package var name: String
    package var value: String
  }

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { fields.append(Field(name: name, value: value)) }
  }

  /// The first value of a field; setting replaces every field of the name.
  package subscript(name: String) -> String? {
    get { fields.first { $0.name.lowercased() == name.lowercased() }?.value }
    set {
      fields.removeAll { $0.name.lowercased() == name.lowercased() }
      if let newValue { fields.append(Field(name: name, value: newValue)) }
    }
  }

  package mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }
}
