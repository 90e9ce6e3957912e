import Glibc

extension SecretForms {
  /// Whether a text is too random to be anything but a key, wherever it stands.
  ///
  /// One word of 32 or more letters of both cases and digits, or of 20 or more with signs among them that names and paths do
  /// not have. What has a form of its own is none: a UUID, a hash in hexadecimal, a path, a name made of words.
  static func isRandom(_ text: ArraySlice<UInt8>) -> Bool {
    guard (20...200).contains(text.count), let counts = Characters(text, with: "$"), !isPublic(text), !isAlphabet(text)
    else {
      return false
    }
    if plainText(inBase64: text) != nil { return false }
    guard counts.upper >= 4, counts.lower >= 4, counts.digits >= 3, counts.entropy >= 4 else { return false }
    if text.count < 32 || text.contains(UInt8(ascii: "$")) {
      return counts.signs >= 2 && counts.signs <= text.count / 4 && !isMadeOfWords(text) && !text.contains(47)
    }
    return counts.entropy >= 4.3 && !isMadeOfWords(text)
  }

  /// Whether a text that has a name like `password` or `api_key` is more than a name for one.
  static func isSecretValue(_ text: ArraySlice<UInt8>, of name: ArraySlice<UInt8>) -> Bool {
    if isPublic(text) { return false }
    if namesPassword(name) { return isPassword(text) }
    guard (12...400).contains(text.count), let counts = Characters(text) else { return false }
    guard !isUUID(text), !isMadeOfWords(text), counts.entropy >= 3 else { return false }
    return counts.digits >= 2 && counts.upper + counts.lower >= 2 || counts.upper >= 4 && counts.lower >= 4
  }

  /// What begins so is as random as a key, and for everybody to see: public keys, and hashes of files and of passwords.
  private static let publicBeginnings = [
    "sha256-", "sha384-", "sha512-", "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh", "MIIBIjANBg", "MIICIjANBg",
    "MFkwEwYHKoZI", "MCowBQYDK2V", "$2a$", "$2b$", "$2y$", "$argon2", "$5$", "$6$", "$pbkdf2",
  ].map { Array($0.utf8) }

  /// Whether a text only looks like a secret: by its beginning.
  private static func isPublic(_ text: ArraySlice<UInt8>) -> Bool {
    publicBeginnings.contains(where: text.starts(with:))
  }

  /// Whether most characters are followed by the next of their alphabet, as in what random names are made of.
  private static func isAlphabet(_ text: ArraySlice<UInt8>) -> Bool {
    var steps = 0
    for (one, next) in zip(text, text.dropFirst()) where next == one &+ 1 { steps += 1 }
    return steps > text.count / 2
  }

  /// Whether a text can be a password: one word of eight or more that is no name of one, of a kind, or of a place.
  private static func isPassword(_ text: ArraySlice<UInt8>) -> Bool {
    guard (8...200).contains(text.count), !isPlaceholder(text), !isUUID(text) else { return false }
    var (letters, digits) = (0, 0)
    for byte in text {
      guard byte > 32, byte < 127, !"/%{}<>:()[]\\".utf8.contains(byte) else { return false }
      if byte.isLetter { letters += 1 } else if byte.isDigitByte { digits += 1 }
    }
    guard letters + digits >= 4 else { return false }
    // A sign in the midst of letters and digits is in passwords, and in no name.
    if digits > 0, text.dropFirst().contains(where: { "!#$^&*?~".utf8.contains($0) }), letters > digits { return true }
    let lower = text.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
    // What is made of words with signs between them is a name: `db-admin`, `DB_ADMIN`, `app.settings`.
    if digits == 0, lower.contains(where: { "-_.".utf8.contains($0) }) { return false }
    return !referenceWords.contains { word in
      lower.count >= word.count && lower.indices.contains { lower[$0...].starts(with: word) }
    }
  }

  private static func namesPassword(_ name: ArraySlice<UInt8>) -> Bool {
    let lower = name.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }.map { $0 | 0x20 }
    return passwordWords.contains { lower.count >= $0.count && lower.suffix($0.count).elementsEqual($0) }
  }

  private static let passwordWords = ["password", "passwd", "passphrase"].map { Array($0.utf8) }
  /// Words by which a text speaks of a secret, or of a kind of value, and is none.
  private static let referenceWords = [
    "pass", "secret", "token", "credential", "key", "string", "required", "optional", "sensitive", "example",
    "disabled",
    "enabled", "default", "generate", "random", "prompt", "vault", "config", "redacted", "hidden", "unknown",
    "undefined",
  ].map { Array($0.utf8) }

  /// Whether a name says that what it holds is a secret: `db_password`, `apiKey`, `token`.
  static func namesSecret(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count >= 3, name.count <= 64 else { return false }
    let lower = name.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }.map { $0 | 0x20 }
    return secretWords.contains { lower.count >= $0.count && lower.suffix($0.count).elementsEqual($0) }
  }

  private static let secretWords = [
    "password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "secretkey", "privatekey",
    "credential", "credentials", "connectionstring", "signingkey", "encryptionkey",
  ].map { Array($0.utf8) }

  /// Whether a text stands for a value that someone still has to fill in.
  static func isPlaceholder(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 3, text.count <= 400 else { return false }
    let lower = text.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
    if wholePlaceholders.contains(lower) { return true }
    // The parts of an id are looked at one by one: `projects/<project>/keys`.
    var start = 0
    while start < lower.count {
      let end = lower[start...].firstIndex(of: UInt8(ascii: "/")) ?? lower.count
      if isPlaceholderPart(lower[start..<end]) { return true }
      start = end + 1
    }
    return false
  }

  private static let wholePlaceholders = Set(
    ["changeme", "change-me", "change_me", "todo", "tbd", "fixme", "xxx", "...", "placeholder", "replaceme"].map {
      Array($0.utf8)
    })
  private static let partBeginnings = [
    "your-", "your_", "replace-me", "replace_me", "my-tenant-id", "my-subscription-id", "my-client-id",
  ].map { Array($0.utf8) }

  private static func isPlaceholderPart(_ part: ArraySlice<UInt8>) -> Bool {
    guard let first = part.first, part.count > 2 else { return false }
    if first == UInt8(ascii: "<") { return part.last == UInt8(ascii: ">") && !part.contains(32) }
    if partBeginnings.contains(where: part.starts(with:)) { return true }
    // A UUID of one digit, as documentation has it.
    guard part.count == 36, first == UInt8(ascii: "0") || first == UInt8(ascii: "x"), isUUIDShape(part) else {
      return false
    }
    return part.allSatisfy { $0 == first || $0 == UInt8(ascii: "-") }
  }

  private static func isUUIDShape(_ text: some Sequence<UInt8>) -> Bool {
    for (index, byte) in text.enumerated() where (byte == UInt8(ascii: "-")) != [8, 13, 18, 23].contains(index) {
      return false
    }
    return true
  }

  private static func isUUID(_ text: ArraySlice<UInt8>) -> Bool { text.count == 36 && isUUIDShape(text) }

  /// Whether a text is words and numbers between signs, as names, paths and ids of the clouds are.
  private static func isMadeOfWords(_ text: ArraySlice<UInt8>) -> Bool {
    if text.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }) { return true }
    let parts = text.split { !$0.isLetterOrDigit }
    guard parts.count > 1 else { return parts.first.map(isWord) ?? true }
    return parts.allSatisfy { isWord($0) || $0.count <= 3 }
  }

  /// Letters of one case but for the first, with a few digits at the end: `Secret2`; or digits alone.
  private static func isWord(_ part: ArraySlice<UInt8>) -> Bool {
    let letters = part.prefix { $0.isLetter }
    let digits = part.dropFirst(letters.count)
    guard digits.allSatisfy(\.isDigitByte), letters.isEmpty || digits.count <= (letters.count > 3 ? 8 : 4) else {
      return false
    }
    var changes = 0
    for (one, next) in zip(letters, letters.dropFirst()) where one & 0x20 != next & 0x20 { changes += 1 }
    return changes <= 2 + letters.count / 6
  }

  /// How many characters of each sort a word has, and how random they are.
  private struct Characters {
    var upper = 0
    var lower = 0
    var digits = 0
    /// What is neither letter nor digit, nor usual in names and paths.
    var signs = 0
    /// Bits a character.
    var entropy = 0.0

    /// Nil for what is no single word of a key's characters.
    init?(_ text: ArraySlice<UInt8>, with allowed: String = "") {
      for byte in text {
        guard byte > 32, byte < 127, !"(){}[]<>\"'`$%,;".utf8.contains(byte) || allowed.utf8.contains(byte) else {
          return nil
        }
        if byte.isDigitByte {
          digits += 1
        } else if byte.isLetter {
          if byte & 0x20 == 0 { upper += 1 } else { lower += 1 }
        } else if !"-_./:=+".utf8.contains(byte) {
          signs += 1
        }
      }
      guard digits > 0 else { return nil }
      var histogram: [UInt8: Int] = [:]
      for byte in text { histogram[byte, default: 0] += 1 }
      for count in histogram.values {
        let share = Double(count) / Double(text.count)
        entropy -= share * log2(share)
      }
    }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
  fileprivate var isDigitByte: Bool { (48...57).contains(self) }
  fileprivate var isLetterOrDigit: Bool { isLetter || isDigitByte }
}
