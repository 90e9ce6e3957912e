/// The place of a value inside a resource's properties, such as `properties.access_policies[0].tenant_id`.
package struct PropertyPath: Sendable, Hashable {
  package enum Component: Sendable, Hashable {
    case key(String)
    /// An index that counts from 0, as in the JSON form; scripts count from 1.
    case index(Int)
  }

  package var components: [Component]

  package init(_ components: [Component] = []) { self.components = components }

  package init(_ key: String) { components = [.key(key)] }

  package func appending(_ key: String) -> PropertyPath { PropertyPath(components + [.key(key)]) }
  package func appending(_ index: Int) -> PropertyPath { PropertyPath(components + [.index(index)]) }

  package var isEmpty: Bool { components.isEmpty }

  /// The name of the top-level property that the path starts with, or nil for the empty path.
  package var root: String? {
    guard case .key(let key)? = components.first else { return nil }
    return key
  }

  /// Whether `other` is this path or lies below it.
  package func contains(_ other: PropertyPath) -> Bool {
    components.count <= other.components.count && zip(components, other.components).allSatisfy(==)
  }
}

extension PropertyPath: CustomStringConvertible {
  package var description: String {
    var text = ""
    for component in components {
      switch component {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}

extension PropertyPath {
  /// Parses the form of ``description``.
  ///
  /// Returns nil for text that is no path: an empty key, an unclosed bracket, an index that is no number.
  package init?(parsing text: String) {
    var components: [Component] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]"), let index = Int(rest[rest.index(after: rest.startIndex)..<end]),
          index >= 0
        else { return nil }
        components.append(.index(index))
        rest = rest[rest.index(after: end)...]
      } else {
        if !components.isEmpty {
          guard rest.first == "." else { return nil }
          rest.removeFirst()
        }
        let key = rest.prefix { $0 != "." && $0 != "[" }
        guard !key.isEmpty else { return nil }
        components.append(.key(String(key)))
        rest = rest[key.endIndex...]
      }
    }
    guard !components.isEmpty else { return nil }
    self.components = components
  }
}

extension Value {
  /// The value at a place below this one, or nil when nothing is there.
  package subscript(path: PropertyPath) -> Value? {
    var value = self
    for component in path.components {
      switch (component, value) {
      case (.key(let key), .object(let members)):
        guard let member = members[key] else { return nil }
        value = member
      case (.index(let index), .array(let elements)):
        guard elements.indices.contains(index) else { return nil }
        value = elements[index]
      default:
        return nil
      }
    }
    return value
  }

  /// The value with the place at `path` replaced, or taken away when `value` is nil.
  ///
  /// A place whose parent does not exist is left alone.
  package func setting(_ path: PropertyPath, to value: Value?) -> Value {
    guard let first = path.components.first else { return value ?? .null }
    let rest = PropertyPath(Array(path.components.dropFirst()))
    switch (first, self) {
    case (.key(let key), .object(var members)):
      if rest.isEmpty { members[key] = value } else { members[key] = members[key]?.setting(rest, to: value) }
      return .object(members)
    case (.index(let index), .array(var elements)) where elements.indices.contains(index):
      if !rest.isEmpty {
        elements[index] = elements[index].setting(rest, to: value)
      } else if let value {
        elements[index] = value
      } else {
        elements.remove(at: index)
      }
      return .array(elements)
    default:
      return self
    }
  }
}
