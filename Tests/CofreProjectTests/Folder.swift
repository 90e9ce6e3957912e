import CofreModel
import CofreProject
import CofreState
import Foundation

/// A project's folder for one test, removed at its end.
final class Folder: Sendable {
  let path: String

  init(_ files: [String: String] = ["Cofre.yaml": "name: ml-keys\n"]) throws {
    let isInMemory = FileManager.default.isWritableFile(atPath: "/dev/shm")
    let path = (isInMemory ? "/dev/shm/" : NSTemporaryDirectory()) + "cofre-project-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

  func mode(_ name: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int ?? 0
  }

  func project() throws -> Project { try Project.load(from: path) }

  func configuration() throws -> StackConfiguration { try StackConfiguration.load(project(), stack: "dev") }

  var providers: SecretsProviderSet {
    SecretsProviderSet(default: KeyFileSecretsProvider(path: "\(path)/../\(UUID().uuidString).key"))
  }
}

/// The diagnostics that the body throws, as `code line:column`.
func codes(_ body: () async throws -> Void) async -> [String] {
  do {
    try await body()
    return []
  } catch let error as DiagnosticError {
    return error.diagnostics.map { diagnostic in
      guard let location = diagnostic.location else { return diagnostic.code }
      return "\(diagnostic.code) \(location.line):\(location.column ?? 0)"
    }
  } catch {
    return ["\(error)"]
  }
}
