package import CofreJSON

/// A choice among named values, open to values that a later version of the protocol adds.
package protocol LSPEnumeration: LSPValue, RawRepresentable, Hashable where RawValue: LSPValue {
  init(rawValue: RawValue)
}

extension LSPEnumeration {
  package init(json: JSON) throws(DecodingFailure) { self.init(rawValue: try RawValue(json: json)) }

  package func write(to stream: inout JSONStream) { rawValue.write(to: &stream) }
}
