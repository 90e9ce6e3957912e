import CofreCrypto
import CofreModel
import TestSupport
import Testing

@testable import CofreState

@Suite struct SealingTests {
  private let reference = StackReference(project: "p", stack: "dev")
  private let urn = URN(stack: "dev", project: "p", type: "t.T", name: "a")

  private var keys: StackKeys { StackKeys(dataKey: .random(32), for: reference) }

  @Test(arguments: [Value.string(""), "x", "é😀", 1, -7, 1.5, .number(-0.0), .number(.infinity), true, false])
  func opensWhatItSeals(_ scalar: Value) throws {
    let sealer = StackSealer(keys: keys)
    let value = Sensitive(scalar)
    let sealed = try sealer.seal(value, urn: urn, path: PropertyPath("a"))
    #expect(try sealer.open(sealed, urn: urn, path: PropertyPath("a")) == value)
    #expect(try sealer.seal(value, urn: urn, path: PropertyPath("a")) != sealed)
    let cipher = ConfigurationCipher(keys: keys)
    #expect(try ConfigurationCipher(keys: keys).open(cipher.seal(value, key: "k"), key: "k") == nil)
    #expect(try cipher.open(cipher.seal(value, key: "k"), key: "k") == value)
    #expect(try cipher.open(cipher.seal(value, key: "k"), key: "l") == nil)
  }

  /// Whatever differs, the digests do.
  @Test func digestsTellEverythingApart() throws {
    let keys = keys
    let sealer = StackSealer(keys: keys)
    let values: [Value] = ["1", 1, 1.0, true, "true", "", "i1", "s"]
    let paths: [PropertyPath] = [
      PropertyPath(), PropertyPath("a"), PropertyPath("a.b"), PropertyPath("a").appending("b"), PropertyPath("a[0]"),
      PropertyPath("a").appending(0), PropertyPath("a").appending(1), PropertyPath(["a", ""].map { .key($0) }),
    ]
    let urns = [urn, URN(stack: "dev", project: "p", type: "t.T", name: "b")]
    var seen: Set<Digest> = []
    for value in values {
      for path in paths {
        for urn in urns {
          let digest = try sealer.digest(Sensitive(value), urn: urn, path: path)
          #expect(seen.insert(digest).inserted)
          #expect(try sealer.digest(Sensitive(value), urn: urn, path: path) == digest)
        }
      }
    }
  }

  /// A text that opens is the only text that opens to it.
  @Test(arguments: 1...200)
  func anyAcceptedCiphertextIsTheOneThatWasWritten(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let sealer = StackSealer(keys: keys)
    let sealed = try sealer.seal(Sensitive("canary"), urn: urn, path: PropertyPath("a"))
    var text = Array(sealed.base64.unicodeScalars)
    let alphabet = Array("AZaz09+/-_= \n\u{301}\u{212A}\0".unicodeScalars)
    for _ in 0...(seed % 3) {
      let index = text.indices.randomElement(using: &generator) ?? 0
      switch seed % 4 {
      case 0: text[index] = alphabet.randomElement(using: &generator) ?? "A"
      case 1: text.insert(alphabet.randomElement(using: &generator) ?? "A", at: index)
      case 2: text.remove(at: index)
      default: text.append(alphabet.randomElement(using: &generator) ?? "A")
      }
    }
    let changed = String(String.UnicodeScalarView(text))
    guard let opened = try? sealer.open(Ciphertext(base64: changed), urn: urn, path: PropertyPath("a")) else { return }
    #expect(opened == Sensitive("canary"))
    #expect(Array(changed.utf8) == Array(sealed.base64.utf8))
  }

  @Test func nothingShowsKeys() {
    var text = ""
    dump(keys, to: &text)
    dump(StackSealer(keys: keys), to: &text)
    #expect(!text.contains("- 0") && !text.lowercased().contains("bytes: "))
    #expect(Mirror(reflecting: SecretBytes.random(32)).children.isEmpty)
  }

  @Test func sealedResourcesHoldNoValue() throws {
    let sealer = StackSealer(keys: keys)
    let inputs: [String: Value] = ["a": ["b": [.sensitive(Sensitive("canary")), "plain"]]]
    let sealed = try sealer.sealInputs(inputs, urn: urn)
    #expect(sealed["a"]?["b"]?.arrayValue?.last == "plain")
    #expect(Value.object(sealed).isSealed)
    let outputs = try sealer.sealOutputs(inputs, urn: urn)
    #expect(try sealer.openOutputs(outputs, urn: urn) == inputs)
    #expect(throws: DiagnosticError.self) {
      try sealer.openOutputs(outputs, urn: URN(stack: "dev", project: "p", type: "t.T", name: "b"))
    }
  }
}
