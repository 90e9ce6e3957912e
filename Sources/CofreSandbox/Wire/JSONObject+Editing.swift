import CofreJSON

extension JSONObject {
  /// Changes the object under a name in place; one that is not there (or is no object) starts empty.
  mutating func edit(_ key: String, _ change: (inout JSONObject) -> Void) {
    var object = self[key]?.objectValue ?? JSONObject()
    change(&object)
    self[key] = .object(object)
  }

  /// The members whose names do not start with an underscore: the sandbox's own notes stay inside.
  var withoutNotes: JSONObject { JSONObject(members.filter { !$0.key.hasPrefix("_") }.map { ($0.key, $0.value) }) }

  func string(_ key: String) -> String? { self[key]?.stringValue }
  func object(_ key: String) -> JSONObject? { self[key]?.objectValue }
  func array(_ key: String) -> [JSON] { self[key]?.arrayValue ?? [] }
  func integer(_ key: String) -> Int64? { self[key]?.integerValue }
  func bool(_ key: String) -> Bool { self[key]?.boolValue ?? false }
}
