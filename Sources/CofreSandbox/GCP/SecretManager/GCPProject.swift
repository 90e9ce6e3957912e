/// A project's number: some services answer with it where the client gave the id.
enum GCPProject {
  /// The same number for the same id, always; a number stays as it is.
  static func number(_ project: String) -> String {
    if project.allSatisfy({ $0.isASCII && $0.isNumber }) { return project }
    return String(100_000_000_000 + UInt64(CRC32C.checksum(Array(project.utf8))))
  }
}
