import CofreCrypto
import CofreModel

/// Digests and ciphertexts under fixed keys, bound to URN and path as the real ones are.
struct TestSealer: Sealer {
  private let key = [UInt8](repeating: 7, count: AES256GCM.keyByteCount)

  func digest(_ value: Sensitive, urn: URN, path: PropertyPath) -> Digest {
    let text = "\(urn)\n\(path)\n\(value.reveal(for: .sealing))"
    return Digest(hex: Hex.encode(HMACSHA256.code(for: Array(text.utf8), key: key)))
  }

  func seal(_ value: Sensitive, urn: URN, path: PropertyPath) throws -> Ciphertext {
    let text = value.revealString(for: .sealing) ?? ""
    return Ciphertext(
      base64: Base64.encode(try AES256GCM.seal(Array(text.utf8), key: key, context: Array("\(urn)\n\(path)".utf8))))
  }

  func open(_ ciphertext: Ciphertext, urn: URN, path: PropertyPath) throws -> Sensitive {
    let bytes = Base64.decode(ciphertext.base64) ?? []
    return Sensitive(
      String(
        decoding: try AES256GCM.open(bytes, key: key, context: Array("\(urn)\n\(path)".utf8)), as: UTF8.self))
  }
}
