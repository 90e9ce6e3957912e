/// The keyed digest of a sensitive input: HMAC-SHA-256 under the stack's digest key, bound to stack, URN and property
/// path.
///
/// Two digests of one property are equal exactly when the values are; nothing else can be learned from one without
/// the key.
package struct Digest: Sendable, Hashable {
  /// 64 lower-case hexadecimal digits.
  package var hex: String

  package init(hex: String) { self.hex = hex }

  /// The four digits that a reviewer sees, as in `[secret 7f3a → c021]`.
  package var fingerprint: String { String(hex.prefix(4)) }
}
