import CofreCrypto
import CofreJSON
import Glibc

/// The store on disk: a log to which each request's changes are appended before it is answered.
///
/// A process killed at any moment has lost no answered change; what a kill cut off in the middle was never answered and
/// is dropped when the log is opened. Opening also rewrites the log with what is still of use. (Changes survive the
/// process, not a loss of power: they are not synced one by one.)
///
/// The file is a line naming the format, then frames: a length in four bytes and as many bytes of AES-256-GCM under the
/// key in `state.key`, bound to the place of the frame. The key lies beside the log: it keeps values of secrets out of
/// searches and backups of single files, not from someone who may read the folder.
package final class StateLog {
  private static let header = Array("cofre-sandbox state 1\n".utf8)
  private static let name = "state.log"

  private let lock: FolderLock
  private let descriptor: Int32
  private let path: String
  private let key: [UInt8]
  private var frameCount = 0

  /// Opens the log of a folder and replays it into a store.
  ///
  /// Throws ``SandboxError`` when another sandbox uses the folder or the log has another format.
  package init(folder: Folder, store: Store) throws {
    lock = try FolderLock(folder)
    if let stored = try folder.read("state.key") {
      guard stored.count == AES256GCM.keyByteCount else {
        throw SandboxError(
          message: "The file \(folder.path(of: "state.key")) is no key. Remove the folder to start anew.")
      }
      key = stored
    } else {
      key = Random.bytes(AES256GCM.keyByteCount)
      try folder.write(key, to: "state.key")
    }
    path = folder.path(of: Self.name)
    store.apply(try Self.replay(try folder.read(Self.name) ?? Self.header, key: key, path: path))
    let contents = store.contents
    var bytes = Self.header
    if !contents.isEmpty {
      bytes += try Self.frame(contents, index: 0, key: key)
      frameCount = 1
    }
    try folder.write(bytes, to: Self.name)
    descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw SandboxError.system("Cannot open", path) }
  }

  deinit { close(descriptor) }

  /// Appends the changes of one request.
  package func append(_ changes: [Store.Change]) throws {
    guard !changes.isEmpty else { return }
    try Folder.writeAll(try Self.frame(changes, index: frameCount, key: key), to: descriptor, path: path)
    frameCount += 1
  }

  private static func frame(_ changes: [Store.Change], index: Int, key: [UInt8]) throws -> [UInt8] {
    let record = JSON.array(
      changes.map { [.string($0.table), .string($0.key), $0.record.map(JSON.object) ?? .null] })
    let sealed = try AES256GCM.seal(record.serialized(), key: key, context: context(index))
    return withUnsafeBytes(of: UInt32(sealed.count).bigEndian, Array.init) + sealed
  }

  private static func replay(_ bytes: [UInt8], key: [UInt8], path: String) throws -> [Store.Change] {
    guard bytes.starts(with: header) else {
      throw SandboxError(
        message: "The file \(path) has another format. Remove the folder, or use the version that wrote it.")
    }
    var changes: [Store.Change] = []
    var offset = header.count
    var index = 0
    while bytes.count - offset >= 4 {
      let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let frame = bytes[(offset + 4)...].prefix(length)
      guard frame.count == length, let plain = try? AES256GCM.open(Array(frame), key: key, context: context(index)),
        let entries = try? JSON.parse(plain).arrayValue
      else { break }
      for entry in entries {
        guard let table = entry[0]?.stringValue, let key = entry[1]?.stringValue else { continue }
        changes.append(Store.Change(table: table, key: key, record: entry[2]?.objectValue))
      }
      offset += 4 + length
      index += 1
    }
    return changes
  }

  private static func context(_ index: Int) -> [UInt8] { Array("cofre-sandbox state 1 frame \(index)".utf8) }
}
