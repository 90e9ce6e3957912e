import COpenSSLShim

/// A cryptographic operation that could not be done.
package struct CryptoError: Error, Sendable, Equatable {
  /// A full sentence without any key or value.
  package var message: String

  package init(_ message: String) { self.message = message }

  /// The error with OpenSSL's own reason, which it takes off OpenSSL's queue.
  static func openSSL(_ message: String) -> CryptoError {
    var reason = ""
    while case let code = libcrypto.ERR_get_error(), code != 0 {
      if let text = libcrypto.ERR_reason_error_string(code) { reason = String(cString: text) }
    }
    return CryptoError(reason.isEmpty ? message : "\(message) OpenSSL says: \(reason).")
  }
}
