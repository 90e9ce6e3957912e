import COpenSSLShim

/// An RSA private key that signs.
package final class RSAPrivateKey: @unchecked Sendable {
  private let key: OpaquePointer

  /// Reads a PEM text (PKCS #8 or PKCS #1); throws ``CryptoError`` when it holds no RSA private key or is encrypted.
  package init(pem: String) throws {
    var text = Array(pem.utf8)
    defer { wipe(&text) }
    // The memory buffer keeps the pointer it is given, hence the closure around all of its life.
    let read = text.withUnsafeBytes { bytes -> OpaquePointer? in
      guard let memory = libcrypto.BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
      defer { _ = libcrypto.BIO_free(memory) }
      return libcrypto.PEM_read_bio_PrivateKey(memory, nil, refusePassphrase, nil)
    }
    guard let key = read else { throw CryptoError.openSSL("The text holds no private key in PEM form.") }
    guard libcrypto.EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else {
      libcrypto.EVP_PKEY_free(key)
      throw CryptoError("The private key is not an RSA key.")
    }
    self.key = key
  }

  deinit { libcrypto.EVP_PKEY_free(key) }

  package enum Padding: Sendable {
    /// RSASSA-PKCS1-v1_5: JOSE `RS256`.
    case pkcs1
    /// RSASSA-PSS with a salt as long as the digest: JOSE `PS256`.
    case pss
  }

  /// Signs with SHA-256 (RFC 8017).
  package func sign(_ message: [UInt8], padding: Padding) throws -> [UInt8] {
    guard let context = libcrypto.EVP_MD_CTX_new() else { throw CryptoError.openSSL("No memory for a signature.") }
    defer { libcrypto.EVP_MD_CTX_free(context) }
    var keyContext: OpaquePointer?
    var length = 0
    guard libcrypto.EVP_DigestSignInit(context, &keyContext, libcrypto.EVP_sha256(), nil, key) == 1 else {
      throw CryptoError.openSSL("Signing could not start.")
    }
    if padding == .pss {
      guard libcrypto.EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1,
        libcrypto.EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST) == 1
      else { throw CryptoError.openSSL("The key cannot sign with PSS.") }
    }
    guard libcrypto.EVP_DigestSign(context, nil, &length, message, message.count) == 1 else {
      throw CryptoError.openSSL("Signing failed.")
    }
    var signature = [UInt8](repeating: 0, count: length)
    guard libcrypto.EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else {
      throw CryptoError.openSSL("Signing failed.")
    }
    return Array(signature.prefix(length))
  }
}

/// Gives no passphrase: without a callback OpenSSL would ask for one on the terminal.
private nonisolated func refusePassphrase(
  _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 { -1 }
