import COpenSSLShim

/// Random bytes fit for keys, from OpenSSL's generator.
package enum Random {
  package static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    precondition(libcrypto.RAND_bytes(&bytes, Int32(count)) == 1, "The system gives no random bytes")
    return bytes
  }

  /// Lower-case hexadecimal text of so many random bytes.
  package static func hex(bytes count: Int) -> String { Hex.encode(bytes(count)) }
}

/// Overwrites a buffer so that what it held is gone, whatever the optimiser thinks of it.
package func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { buffer in
    if let start = buffer.baseAddress { libcrypto.OPENSSL_cleanse(start, buffer.count) }
  }
}

/// Whether two buffers are equal, in time that depends on their lengths only.
package func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.count == right.count && libcrypto.CRYPTO_memcmp(left, right, left.count) == 0
}
