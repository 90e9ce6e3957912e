import CCurlShim

extension CurlTransfer {
  var cancellation: HTTPError { HTTPError(.cancelled, "The request to \(peer) was cancelled.") }

  /// What libcurl's code means for the user; libcurl's own words follow ours where they add something.
  func error(_ code: CURLcode) -> HTTPError {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return HTTPError(.unresolved, "The name \(url.host) could not be resolved.")
    case CURLE_COULDNT_RESOLVE_PROXY:
      return HTTPError(.unresolved, "The name of the proxy for \(peer) could not be resolved.")
    case CURLE_COULDNT_CONNECT:
      return HTTPError(.unconnected, "Nothing answers at \(peer)\(proxy.isEmpty ? "" : " through the proxy").")
    case CURLE_OPERATION_TIMEDOUT where !wasSent:
      return HTTPError(.unconnected, "\(peer) did not take the connection in time.")
    case CURLE_OPERATION_TIMEDOUT:
      return HTTPError(.timedOut, "\(peer) did not answer within \(request.timeout).")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
      return HTTPError(.untrusted, "The certificate of \(peer) is not trusted\(details).")
    case CURLE_SSL_CACERT_BADFILE:
      return HTTPError(
        .untrusted, "The certificates to trust could not be read\(caFile.map { " from \($0)" } ?? "").")
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED:
      return HTTPError(.untrusted, "No TLS connection to \(peer) could be made\(details).")
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
      return HTTPError(.malformed, "The URL of the request to \(peer) cannot be used.")
    case CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY:
      return HTTPError(.unsupported, "libcurl on this machine cannot send the request to \(peer)\(details).")
    case _ where isTooLarge:
      return HTTPError(.interrupted, "The answer of \(peer) is larger than \(maximumResponseBytes) bytes.")
    case _ where !wasSent:
      return HTTPError(.unconnected, "No connection to \(peer) could be made\(details).")
    default:
      return HTTPError(.interrupted, "The connection to \(peer) broke before the whole answer came\(details).")
    }
  }

  private var peer: String { "\(url.host):\(url.effectivePort)" }

  /// libcurl's reasons name hosts, ports, certificates and TLS; none of them quotes a query or a header.
  private var details: String {
    var text = reason
    while let last = text.last, last == "." || last == "\n" { text.removeLast() }
    return text.isEmpty ? "" : ": \(text)"
  }
}
