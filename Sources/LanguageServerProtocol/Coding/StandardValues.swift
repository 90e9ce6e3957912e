package import CofreJSON

extension String: LSPValue {
  package init(json: JSON) throws(DecodingFailure) {
    guard case .string(let value) = json else { throw DecodingFailure(expected: "a string") }
    self = value
  }

  package func write(to stream: inout JSONStream) { stream.write(self) }
}

extension Bool: LSPValue {
  package init(json: JSON) throws(DecodingFailure) {
    guard case .bool(let value) = json else { throw DecodingFailure(expected: "true or false") }
    self = value
  }

  package func write(to stream: inout JSONStream) { stream.write(self) }
}

/// Whole numbers: the protocol's limit of 32 bits is not held, because clients send larger ones for "to the end".
extension Int: LSPValue {
  package init(json: JSON) throws(DecodingFailure) {
    guard let value = json.integerValue else { throw DecodingFailure(expected: "a whole number") }
    self = Int(value)
  }

  package func write(to stream: inout JSONStream) { stream.write(self) }
}

extension Double: LSPValue {
  package init(json: JSON) throws(DecodingFailure) {
    guard let value = json.doubleValue else { throw DecodingFailure(expected: "a number") }
    self = value
  }

  package func write(to stream: inout JSONStream) { stream.write(self) }
}

/// Any JSON value, kept as it is.
extension JSON: LSPValue {
  package init(json: JSON) { self = json }

  package func write(to stream: inout JSONStream) { stream.write(self) }

  package static var readsNull: Bool { true }
}

extension Array: LSPValue where Element: LSPValue {
  package init(json: JSON) throws(DecodingFailure) {
    guard case .array(let elements) = json else { throw DecodingFailure(expected: "an array") }
    self = []
    reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do throws(DecodingFailure) {
        append(try Element(json: element))
      } catch {
        throw error.within(String(index))
      }
    }
  }

  package func write(to stream: inout JSONStream) {
    stream.beginArray()
    for element in self { element.write(to: &stream) }
    stream.endArray()
  }
}

/// An object whose member names are data; they are written in order, so that equal values give equal bytes.
extension Dictionary: LSPValue where Key: LSPKey, Value: LSPValue {
  package init(json: JSON) throws(DecodingFailure) {
    guard case .object(let members) = json else { throw DecodingFailure(expected: "an object") }
    self = [:]
    reserveCapacity(members.count)
    for member in members {
      do throws(DecodingFailure) {
        self[Key(name: member.key)] = try Value(json: member.value)
      } catch {
        throw error.within(member.key)
      }
    }
  }

  package func write(to stream: inout JSONStream) {
    stream.beginObject()
    for (name, value) in map({ ($0.key.name, $0.value) }).sorted(by: { $0.0 < $1.0 }) {
      stream.name(name)
      value.write(to: &stream)
    }
    stream.endObject()
  }
}

/// What may name the members of an object that is a dictionary.
package protocol LSPKey: Hashable, Sendable {
  init(name: String)
  var name: String { get }
}

extension String: LSPKey {
  package init(name: String) { self = name }
  package var name: String { self }
}

/// A value or `null`: what a request answers when it has found nothing.
extension Optional: LSPValue where Wrapped: LSPValue {
  package init(json: JSON) throws(DecodingFailure) {
    if !Wrapped.readsNull, case .null = json { self = nil } else { self = try Wrapped(json: json) }
  }

  package func write(to stream: inout JSONStream) {
    if let self { self.write(to: &stream) } else { stream.writeNull() }
  }

  package static var readsNull: Bool { true }
}
