import CofreJSON

/// What the language server asks a process for that it starts to make a plan.
struct PlanRequest: Equatable {
  /// The folder of a script: its project is meant.
  var folder: String
  /// The texts of open documents, by absolute path: what stands on the disk may be older.
  var documents: [String: String] = [:]

  init(folder: String, documents: [String: String] = [:]) {
    self.folder = folder
    self.documents = documents
  }

  init?(_ json: JSON) {
    guard let folder = json["folder"]?.stringValue else { return nil }
    self.folder = folder
    for (path, text) in json["documents"]?.objectValue ?? [:] { documents[path] = text.stringValue }
  }

  var json: JSON {
    [
      "folder": .string(folder),
      "documents": .object(JSONObject(documents.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ]
  }
}
