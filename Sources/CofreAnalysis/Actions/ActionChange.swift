package import CofreModel

/// What an action changes: the document, and what else must change with it.
package struct ActionChange: Sendable {
  /// A file to be made in the folder that modules are searched in.
  package struct NewModule: Sendable, Equatable {
    /// The name under which scripts require it; no such module is known.
    package var name: String
    package var text: String
  }

  /// A value for the stack's encrypted configuration.
  package struct MovedSecret: Sendable {
    /// The key, in the project's own namespace.
    package var key: String
    package var value: Sensitive
  }

  /// A value in clear of the configuration that is to be encrypted where it stands.
  package struct EncryptedSetting: Sendable, Equatable {
    /// The key, as scripts ask for it.
    package var key: String
    package var stack: String
  }

  /// The edits of the document; they do not overlap.
  package var edits: [Edit]
  package var newModule: NewModule?
  package var secret: MovedSecret?
  package var encrypted: EncryptedSetting?
  /// A code of a diagnostic that the project is to allow.
  package var allowedCode: String?

  package init(
    _ edits: [Edit], newModule: NewModule? = nil, secret: MovedSecret? = nil, encrypted: EncryptedSetting? = nil,
    allowedCode: String? = nil
  ) {
    self.edits = Self.joined(edits)
    self.newModule = newModule
    self.secret = secret
    self.encrypted = encrypted
    self.allowedCode = allowedCode
  }

  /// The edits in order, what is put before another edit being part of it: editors differ in which of two comes first.
  private static func joined(_ edits: [Edit]) -> [Edit] {
    let sorted = edits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    var joined: [Edit] = []
    for (_, edit) in sorted {
      if let last = joined.last, last.range.isEmpty, last.range.lowerBound == edit.range.lowerBound {
        joined[joined.count - 1] = Edit(edit.range, last.text + edit.text)
      } else {
        joined.append(edit)
      }
    }
    return joined
  }
}
