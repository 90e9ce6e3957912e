import COpenSSLShim

/// SHA-256 (FIPS 180-4).
package enum SHA256 {
  package static let byteCount = 32

  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: byteCount)
    var length: UInt32 = 0
    let status = libcrypto.EVP_Digest(bytes, bytes.count, &digest, &length, libcrypto.EVP_sha256(), nil)
    precondition(status == 1 && length == 32, "OpenSSL has no SHA-256")
    return digest
  }
}

/// SHA-1 (FIPS 180-4), for identifiers that a protocol defines by it; never for security.
package enum InsecureSHA1 {
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 0
    let status = libcrypto.EVP_Digest(bytes, bytes.count, &digest, &length, libcrypto.EVP_sha1(), nil)
    precondition(status == 1 && length == 20, "OpenSSL has no SHA-1")
    return digest
  }
}

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
  package static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: SHA256.byteCount)
    var length: UInt32 = 0
    let result = libcrypto.HMAC(libcrypto.EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length)
    precondition(result != nil && length == 32, "OpenSSL has no HMAC-SHA-256")
    return code
  }
}

/// HKDF with SHA-256 (RFC 5869).
package enum HKDFSHA256 {
  /// Derives a key; `count` is at most 8,160 bytes.
  package static func derive(from secret: [UInt8], salt: [UInt8] = [], info: [UInt8], count: Int) -> [UInt8] {
    precondition(count <= 255 * SHA256.byteCount, "HKDF yields at most 8,160 bytes")
    let salt = salt.isEmpty ? [UInt8](repeating: 0, count: SHA256.byteCount) : salt
    var key = HMACSHA256.code(for: secret, key: salt)
    defer { wipe(&key) }
    var output: [UInt8] = []
    var block: [UInt8] = []
    var counter: UInt8 = 1
    while output.count < count {
      block = HMACSHA256.code(for: block + info + [counter], key: key)
      output += block
      counter &+= 1
    }
    return Array(output.prefix(count))
  }
}
