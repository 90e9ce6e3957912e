/// The members of a JSON object, in order.
///
/// Names are unique; setting a name again replaces its value in place. Look-up is linear, which is the fastest choice
/// for the objects we meet (a handful of members); data keyed by the hundred belongs in an array or a dictionary.
package struct JSONObject: Sendable {
  package typealias Member = (key: String, value: JSON)

  package private(set) var members: [Member] = []

  package init() {}

  /// Makes an object of members; of a name given twice the last value wins.
  package init(_ members: [(String, JSON)]) {
    self.members.reserveCapacity(members.count)
    var indices: [String: Int] = [:]
    for (key, value) in members {
      if let index = indices[key] {
        self.members[index].value = value
      } else {
        indices[key] = self.members.count
        self.members.append((key, value))
      }
    }
  }

  package subscript(key: String) -> JSON? {
    get { members.first { $0.key == key }?.value }
    set {
      if let index = members.firstIndex(where: { $0.key == key }) {
        if let newValue { members[index].value = newValue } else { members.remove(at: index) }
      } else if let newValue {
        members.append((key, newValue))
      }
    }
  }

  package var count: Int { members.count }
  package var isEmpty: Bool { members.isEmpty }
  package var keys: [String] { members.map(\.key) }

  /// Takes members whose names are known to differ, without looking.
  package init(unchecked members: [Member]) { self.members = members }
}

extension JSONObject: Equatable {
  /// Two objects are equal when they have the same members, in whatever order.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }
}

extension JSONObject: Sequence {
  package func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
