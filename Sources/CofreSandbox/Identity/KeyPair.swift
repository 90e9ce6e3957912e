import COpenSSL
import CofreCrypto

/// A private key with its public half, made or read by OpenSSL.
package final class KeyPair: @unchecked Sendable {
  let key: OpaquePointer

  private init(_ key: OpaquePointer) { self.key = key }

  deinit { EVP_PKEY_free(key) }

  /// A new RSA key.
  package static func rsa(bits: Int32) throws -> KeyPair {
    try generate(EVP_PKEY_RSA) { EVP_PKEY_CTX_set_rsa_keygen_bits($0, bits) == 1 }
  }

  /// A new key on the curve P-256.
  package static func p256() throws -> KeyPair {
    try generate(EVP_PKEY_EC) { EVP_PKEY_CTX_set_group_name($0, "P-256") == 1 }
  }

  /// Reads a private key in PEM form.
  package init(privatePEM: String) throws {
    let text = Array(privatePEM.utf8)
    // The memory buffer keeps the pointer it is given, hence the closure around all of its life.
    let read = text.withUnsafeBytes { bytes -> OpaquePointer? in
      guard let memory = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
      defer { BIO_free(memory) }
      return PEM_read_bio_PrivateKey(memory, nil, nil, nil)
    }
    guard let key = read else {
      ERR_clear_error()
      throw CryptoError("The text holds no private key in PEM form.")
    }
    self.key = key
  }

  /// The private key as PKCS #8 in PEM form, unencrypted.
  package func privatePEM() throws -> String {
    try text { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) == 1 }
  }

  /// The public half in PEM form.
  package func publicPEM() throws -> String { try text { PEM_write_bio_PUBKEY($0, key) == 1 } }

  /// Whether this is a signature of a message with SHA-256 by this RSA key: RSASSA-PKCS1-v1_5, or PSS.
  package func verifies(_ signature: [UInt8], of message: [UInt8], usesPSS: Bool = false) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer {
      EVP_MD_CTX_free(context)
      ERR_clear_error()
    }
    var keyContext: OpaquePointer?
    guard EVP_DigestVerifyInit(context, &keyContext, EVP_sha256(), nil, key) == 1 else { return false }
    if usesPSS {
      guard EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1 else { return false }
    }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  private static func generate(_ kind: Int32, _ setUp: (OpaquePointer) -> Bool) throws -> KeyPair {
    var key: OpaquePointer?
    guard let context = EVP_PKEY_CTX_new_id(kind, nil) else { throw CryptoError("No memory for a key.") }
    defer { EVP_PKEY_CTX_free(context) }
    guard EVP_PKEY_keygen_init(context) == 1, setUp(context), EVP_PKEY_generate(context, &key) == 1, let key else {
      ERR_clear_error()
      throw CryptoError("A key could not be made.")
    }
    return KeyPair(key)
  }

  private func text(_ write: (OpaquePointer) -> Bool) throws -> String { try PEMText.collect(write) }
}

/// What OpenSSL writes into a memory buffer.
enum PEMText {
  static func collect(_ write: (OpaquePointer) -> Bool) throws -> String {
    guard let memory = BIO_new(BIO_s_mem()) else { throw CryptoError("No memory for PEM text.") }
    defer { BIO_free(memory) }
    guard write(memory) else {
      ERR_clear_error()
      throw CryptoError("PEM text could not be written.")
    }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = BIO_read(memory, &buffer, Int32(buffer.count)), count > 0 {
      text += buffer.prefix(Int(count))
    }
    return String(decoding: text, as: UTF8.self)
  }
}
