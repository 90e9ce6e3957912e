import CofreState
import Foundation

/// A folder for one test, removed at its end.
final class Scratch: Sendable {
  let path: String

  /// In memory where that is possible, since most tests only wait for a disk; `onDisk` for those that measure one.
  init(onDisk: Bool = false) throws {
    let isInMemory = !onDisk && FileManager.default.isWritableFile(atPath: "/dev/shm")
    path = (isInMemory ? "/dev/shm/" : NSTemporaryDirectory()) + "cofre-state-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var backend: FileStateBackend { FileStateBackend(projectFolder: path, project: "p") }

  func file(_ name: String) -> String { "\(path)/.cofre/state/\(name)" }

  func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name)))) }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try FileManager.default.createDirectory(atPath: file(""), withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  /// Every byte of every file in it.
  func allBytes() throws -> [UInt8] {
    var bytes: [UInt8] = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      bytes += Array(name.utf8)
      if let data = FileManager.default.contents(atPath: "\(path)/\(name)") { bytes += [UInt8](data) }
    }
    return bytes
  }
}

let holder = LockHolder(processID: 42, host: "laptop", command: "cofre up", since: 1_778_751_000)
