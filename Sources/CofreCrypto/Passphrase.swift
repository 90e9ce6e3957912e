import COpenSSLShim

/// Keys from passphrases by scrypt (RFC 7914): slow on purpose.
package enum Passphrase {
  /// Derives a key of 32 bytes with r = 8 and p = 1; `cost` is N, a power of two (2^17 takes about 0.4 s and 128 MiB).
  package static func key(from passphrase: [UInt8], salt: [UInt8], cost: UInt64) throws -> [UInt8] {
    var key = [UInt8](repeating: 0, count: 32)
    let status = passphrase.withUnsafeBytes { text in
      libcrypto.EVP_PBE_scrypt(
        text.bindMemory(to: CChar.self).baseAddress, text.count, salt, salt.count, cost, 8, 1, 1 << 30, &key, key.count)
    }
    guard status == 1 else { throw CryptoError.openSSL("The key could not be derived from the passphrase.") }
    return key
  }
}
