/// `application/x-www-form-urlencoded`, with `%20` for a space: every server reads that.
package enum FormEncoding {
  package static let contentType = "application/x-www-form-urlencoded"

  /// The fields joined in their order; also what follows the `?` of a URL.
  package static func encode(_ fields: [(String, String)]) -> String {
    fields.map { "\(PercentEncoding.encode($0))=\(PercentEncoding.encode($1))" }.joined(separator: "&")
  }
}
