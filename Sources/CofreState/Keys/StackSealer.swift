import CofreCrypto
package import CofreModel

/// Digests and encrypts with the keys of one stack.
///
/// A digest is HMAC-SHA-256 over domain, project, stack, URN, path, kind and value. A ciphertext is AES-256-GCM under a
/// random nonce, bound to format version, project, stack, URN and path: moved anywhere else, it does not open.
package struct StackSealer: Sealer {
  private let keys: StackKeys

  package init(keys: StackKeys) { self.keys = keys }

  package func digest(_ value: Sensitive, urn: URN, path: PropertyPath) throws -> Digest {
    var message = binding("cofre/v1/digest", urn, path)
    let code = SensitiveScalar.withBytes(of: value) { bytes in
      message.append(bytes)
      return keys.digestKey.withBytes { HMACSHA256.code(for: message.bytes, key: $0) }
    }
    return Digest(hex: Hex.encode(code))
  }

  package func seal(_ value: Sensitive, urn: URN, path: PropertyPath) throws -> Ciphertext {
    let context = binding("cofre/v1/state", urn, path)
    let sealed = try SensitiveScalar.withBytes(of: value) { bytes in
      try keys.stateKey.withBytes { try AES256GCM.seal(bytes, key: $0, context: context.bytes) }
    }
    return Ciphertext(base64: Base64.encode(sealed))
  }

  package func open(_ ciphertext: Ciphertext, urn: URN, path: PropertyPath) throws -> Sensitive {
    let context = binding("cofre/v1/state", urn, path)
    guard let value = SealedText.open(ciphertext.base64, key: keys.stateKey, context: context) else {
      throw DiagnosticError(
        Diagnostic(
          code: "sealed-value", "Sealed value cannot be opened",
          detail: "The sealed output '\(path)' of \(urn) cannot be opened: the stack's data key is another one, or the "
            + "state was changed or copied from another place.",
          hint: "Check that the stack's settings file and its state belong together.", urn: urn, path: path))
    }
    return value
  }

  private func binding(_ domain: StaticString, _ urn: URN, _ path: PropertyPath) -> Binding {
    var binding = Binding(domain, keys.reference)
    binding.append(urn.description)
    binding.append(path)
    return binding
  }
}
