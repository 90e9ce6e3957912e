import CofreModel
import CofreProvider
import Synchronization

/// An in-memory cloud: objects by name, so that making one twice is an error, and a record of all calls.
final class FakeCloud: Sendable {
  struct Object: Sendable, Equatable {
    var id: String
    /// The resource that it was made for, and the step that made it.
    var owner: Owner
    /// Revealed, as a cloud has them.
    var properties: [String: Value]
    var secretKey: String
    var revision: Int64 = 1

    var name: String { properties["name"]?.stringValue ?? "" }
    var arn: String { "arn:\(properties["region"]?.stringValue ?? ""):\(name)" }
  }

  struct Call: Sendable, Equatable, CustomStringConvertible {
    enum Verb: String, Sendable { case create, find, read, update, delete }

    var verb: Verb
    var urn: URN
    /// The region of the provider that made the call.
    var region: String

    var description: String { "\(verb.rawValue) \(urn.name)" }
  }

  private struct Contents {
    /// By name.
    var objects: [String: Object] = [:]
    /// Names by ID.
    var names: [String: String] = [:]
    /// Names of the objects that are anchored at an ARN.
    var anchored: [String: Set<String>] = [:]
    var calls: [Call] = []
    var creations = 0
    var inFlight = 0
    var peak = 0
  }

  private let contents = Mutex(Contents())

  var objects: [Object] { contents.withLock { $0.objects.values.sorted { $0.name < $1.name } } }
  var calls: [Call] { contents.withLock { $0.calls } }
  /// How many objects were ever made.
  var creations: Int { contents.withLock { $0.creations } }
  /// The most calls that ever were in flight at once.
  var peak: Int { contents.withLock { $0.peak } }

  func objects(of name: String) -> [Object] { objects.filter { $0.owner.urn.name == name } }

  /// What somebody does behind our back.
  func edit(_ name: String, _ change: (inout [String: Value]) -> Void) {
    contents.withLock { contents in
      for (key, object) in contents.objects where object.owner.urn.name == name {
        contents.objects[key]?.revision += 1
        change(&contents.objects[key, default: object].properties)
      }
    }
  }

  func lose(_ name: String) {
    contents.withLock { contents in
      for object in contents.objects.values where object.owner.urn.name == name { Self.remove(object, &contents) }
    }
  }

  func begin(_ call: Call) {
    contents.withLock { contents in
      contents.calls.append(call)
      contents.inFlight += 1
      contents.peak = max(contents.peak, contents.inFlight)
    }
  }

  func end() { contents.withLock { $0.inFlight -= 1 } }

  // MARK: - Effects

  func create(_ owner: Owner, _ properties: [String: Value]) throws -> Object {
    try contents.withLock { contents in
      let name = properties["name"]?.stringValue ?? ""
      guard contents.objects[name] == nil else {
        throw ProviderError(.alreadyExists, "An object called '\(name)' exists already.")
      }
      if let anchor = properties["anchor"]?.stringValue {
        let anchorName = String(anchor.split(separator: ":").last ?? "")
        guard contents.objects[anchorName]?.arn == anchor else {
          throw ProviderError(.invalid, "There is no object '\(anchor)'.")
        }
        contents.anchored[anchor, default: []].insert(name)
      }
      contents.creations += 1
      let object = Object(
        id: "id-\(contents.creations)", owner: owner, properties: properties,
        secretKey: "\(Canary.text)-key-\(contents.creations)")
      contents.objects[name] = object
      contents.names[object.id] = name
      return object
    }
  }

  func object(named name: String) -> Object? { contents.withLock { $0.objects[name] } }

  func object(id: String) -> Object? { contents.withLock { Self.object(id, $0) } }

  private static func object(_ id: String, _ contents: Contents) -> Object? {
    contents.names[id].flatMap { contents.objects[$0] }
  }

  private static func remove(_ object: Object, _ contents: inout Contents) {
    contents.objects[object.name] = nil
    contents.names[object.id] = nil
    if let anchor = object.properties["anchor"]?.stringValue { contents.anchored[anchor]?.remove(object.name) }
  }

  func update(_ id: String, _ properties: [String: Value]) throws -> Object {
    try contents.withLock { contents in
      guard let object = Self.object(id, contents) else {
        throw ProviderError(.notFound, "There is no object '\(id)'.")
      }
      var updated = object
      updated.properties = properties
      // What is left out because its changes are ignored stays.
      if properties["password"] == nil { updated.properties["password"] = object.properties["password"] }
      updated.revision += 1
      contents.objects[object.name] = updated
      return updated
    }
  }

  /// Refuses to delete what another object is anchored at.
  func delete(_ id: String) throws {
    try contents.withLock { contents in
      guard let object = Self.object(id, contents) else { return }
      if let other = contents.anchored[object.arn]?.first {
        throw ProviderError(.conflict, "'\(object.name)' is in use by '\(other)'.")
      }
      Self.remove(object, &contents)
    }
  }
}

/// What must never be seen in a snapshot.
enum Canary {
  static let text = "CANARY"

  static func isIn(_ snapshot: Snapshot) -> Bool { "\(snapshot)".contains(text) }
}
