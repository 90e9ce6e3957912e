import COpenSSLShim

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D): encryption that notices any change.
package enum AES256GCM {
  package static let keyByteCount = 32
  private static let nonceByteCount = 12
  private static let tagByteCount = 16

  /// Encrypts under a fresh random nonce.
  ///
  /// The result is nonce, ciphertext and tag, one after the other. `context` is authenticated and not part of it: opening
  /// needs the same.
  package static func seal(_ plaintext: [UInt8], key: [UInt8], context: [UInt8]) throws -> [UInt8] {
    precondition(key.count == keyByteCount, "AES-256 takes a key of 32 bytes")
    guard let cipher = libcrypto.EVP_CIPHER_CTX_new() else { throw CryptoError.openSSL("No memory for a cipher.") }
    defer { libcrypto.EVP_CIPHER_CTX_free(cipher) }
    let nonce = Random.bytes(nonceByteCount)
    var output = [UInt8](repeating: 0, count: plaintext.count)
    var tag = [UInt8](repeating: 0, count: tagByteCount)
    var length: Int32 = 0
    guard libcrypto.EVP_EncryptInit_ex2(cipher, libcrypto.EVP_aes_256_gcm(), key, nonce, nil) == 1,
      libcrypto.EVP_EncryptUpdate(cipher, nil, &length, context, Int32(context.count)) == 1,
      plaintext.isEmpty
        || libcrypto.EVP_EncryptUpdate(cipher, &output, &length, plaintext, Int32(plaintext.count)) == 1,
      libcrypto.EVP_EncryptFinal_ex(cipher, &tag, &length) == 1,
      libcrypto.EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount), &tag) == 1
    else { throw CryptoError.openSSL("Encryption failed.") }
    return nonce + output + tag
  }

  /// Opens what ``seal(_:key:context:)`` made; throws when key, context or a single bit differs.
  package static func open(_ sealed: [UInt8], key: [UInt8], context: [UInt8]) throws -> [UInt8] {
    precondition(key.count == keyByteCount, "AES-256 takes a key of 32 bytes")
    guard sealed.count >= nonceByteCount + tagByteCount else { throw CryptoError("The ciphertext is too short.") }
    guard let cipher = libcrypto.EVP_CIPHER_CTX_new() else { throw CryptoError.openSSL("No memory for a cipher.") }
    defer { libcrypto.EVP_CIPHER_CTX_free(cipher) }
    let nonce = Array(sealed.prefix(nonceByteCount))
    let ciphertext = Array(sealed.dropFirst(nonceByteCount).dropLast(tagByteCount))
    var tag = Array(sealed.suffix(tagByteCount))
    var output = [UInt8](repeating: 0, count: ciphertext.count)
    var length: Int32 = 0
    guard libcrypto.EVP_DecryptInit_ex2(cipher, libcrypto.EVP_aes_256_gcm(), key, nonce, nil) == 1,
      libcrypto.EVP_DecryptUpdate(cipher, nil, &length, context, Int32(context.count)) == 1,
      ciphertext.isEmpty
        || libcrypto.EVP_DecryptUpdate(cipher, &output, &length, ciphertext, Int32(ciphertext.count)) == 1,
      libcrypto.EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tagByteCount), &tag) == 1,
      libcrypto.EVP_DecryptFinal_ex(cipher, &tag, &length) == 1
    else {
      wipe(&output)
      libcrypto.ERR_clear_error()
      throw CryptoError("The ciphertext was changed, or the key or its place is another one.")
    }
    return output
  }
}
