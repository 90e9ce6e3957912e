/// A sensitive output in the form that state keeps: AEAD ciphertext, bound to stack, URN, property path and format.
package struct Ciphertext: Sendable, Hashable {
  /// Base64 (RFC 4648 §4) of nonce, ciphertext and tag.
  package var base64: String

  package init(base64: String) { self.base64 = base64 }
}
