import CofreJSON

extension JSONStream {
  mutating func required(_ name: StaticString, _ value: some LSPValue) {
    self.name(plain: name)
    value.write(to: &self)
  }

  /// Writes nothing when there is no value.
  mutating func optional(_ name: StaticString, _ value: (some LSPValue)?) {
    guard let value else { return }
    required(name, value)
  }

  /// Writes `null` when there is no value.
  mutating func nullable(_ name: StaticString, _ value: (some LSPValue)?) {
    guard let value else {
      self.name(plain: name)
      return writeNull()
    }
    required(name, value)
  }

  mutating func constant(_ name: StaticString, _ value: String) {
    self.name(plain: name)
    write(value)
  }

  mutating func others(_ members: JSONObject) {
    for member in members.members {
      name(member.key)
      write(member.value)
    }
  }
}
