import CofreJSON
package import CofreModel

/// What stands in a journal: the changes since one checkpoint.
package struct Journal: Sendable, Equatable {
  /// The first record: which checkpoint the others continue.
  package struct Header: Sendable, Equatable {
    package var reference: StackReference
    package var checkpointID: String
    package var checkpointSerial: Int64

    package init(continuing checkpoint: Checkpoint) {
      reference = checkpoint.reference
      checkpointID = checkpoint.id
      checkpointSerial = checkpoint.serial
    }

    init(reference: StackReference, checkpointID: String, checkpointSerial: Int64) {
      self.reference = reference
      self.checkpointID = checkpointID
      self.checkpointSerial = checkpointSerial
    }
  }

  /// Nil when a crash came before the header was whole: then nothing was recorded.
  package var header: Header?
  package var records: [[StateChange]]
  /// How many bytes from the start are sound; what follows them was torn by a crash and was never acknowledged.
  package var soundByteCount: Int

  /// Reads a journal up to the first torn record.
  ///
  /// Throws ``FormatError`` when what is broken cannot be explained by a crash, or a newer Cofre wrote it.
  package init(parsing bytes: [UInt8]) throws(FormatError) {
    header = nil
    records = []
    soundByteCount = 0
    if let version = JournalFrame.layoutVersion(of: bytes), version > 1 {
      throw FormatError(.newer, "It was written by a newer Cofre: it has layout version \(version).")
    }
    while soundByteCount < bytes.count {
      guard let frame = JournalFrame(bytes, at: soundByteCount) else {
        try Self.expectTornTail(bytes, at: soundByteCount)
        return
      }
      let json: JSON
      do { json = try JSON.parse(Array(frame.payload)) } catch {
        throw FormatError(.damaged, "The record at byte \(soundByteCount) is not JSON: \(error.message).")
      }
      if let header {
        records.append(try FormatV1.Coder(header.reference).decodeChanges(json))
      } else {
        header = try FormatV1.decodeJournalHeader(json)
      }
      soundByteCount = frame.endIndex
    }
  }

  private static func expectTornTail(_ bytes: [UInt8], at offset: Int) throws(FormatError) {
    var search = offset + 1
    while let candidate = JournalFrame.nextMarker(in: bytes, from: search) {
      if let frame = JournalFrame(bytes, at: candidate), frame.durableCount > UInt64(offset) {
        throw FormatError(
          .damaged, "The record at byte \(offset) is damaged, and records after it, from byte \(candidate), are sound.")
      }
      search = candidate + 1
    }
  }
}

extension FormatV1 {
  static func encode(_ header: Journal.Header) -> JSON {
    .object(
      JSONObject(unchecked: [
        ("formatVersion", 1), ("project", .string(header.reference.project)),
        ("stack", .string(header.reference.stack)), ("checkpoint", .string(header.checkpointID)),
        ("serial", .integer(header.checkpointSerial)),
      ]))
  }

  static func decodeJournalHeader(_ json: JSON) throws(FormatError) -> Journal.Header {
    guard case .integer(let version)? = json["formatVersion"] else { throw malformed("The head of the journal") }
    guard version == 1 else {
      throw FormatError(.newer, "It was written by a newer Cofre: it has format version \(version), not 1.")
    }
    guard case .string(let project)? = json["project"], case .string(let stack)? = json["stack"],
      case .string(let checkpoint)? = json["checkpoint"], case .integer(let serial)? = json["serial"]
    else { throw malformed("The head of the journal") }
    return Journal.Header(
      reference: StackReference(project: project, stack: stack), checkpointID: checkpoint, checkpointSerial: serial)
  }
}
