import CofreJSON
import CofreModel
import TestSupport
import Testing

@testable import CofreState

@Suite struct JournalTests {
  private let header = Journal.Header(
    reference: StackReference(project: "p", stack: "dev"), checkpointID: "abc", checkpointSerial: 1)

  /// A journal of random records, each written when all before it were durable.
  private func journal(seed: Int, count: Int) throws -> (bytes: [UInt8], records: [[StateChange]], ends: [Int]) {
    var operation = RandomOperation(seed: seed, nameSeed: "")
    var bytes: [UInt8] = []
    JournalFrame.append(FormatV1.encode(header).serialized(), durableCount: 0, to: &bytes)
    var ends = [bytes.count]
    var records: [[StateChange]] = []
    for _ in 0..<count {
      let changes = operation.next()
      let payload = try FormatV1.Coder(header.reference).encode(changes).serialized()
      JournalFrame.append(payload, durableCount: UInt64(bytes.count), to: &bytes)
      records.append(changes)
      ends.append(bytes.count)
    }
    return (bytes, records, ends)
  }

  @Test(arguments: 1...30)
  func readsBackWhatItWrites(seed: Int) throws {
    let (bytes, records, _) = try journal(seed: seed, count: 20)
    let journal = try Journal(parsing: bytes)
    #expect(journal.header == header)
    #expect(journal.records == records)
    #expect(journal.soundByteCount == bytes.count)
  }

  @Test func cutAnywhereItIsAPrefix() throws {
    let (bytes, records, ends) = try journal(seed: 13, count: 4)
    for count in 0...bytes.count {
      let journal = try Journal(parsing: Array(bytes.prefix(count)))
      let whole = ends.prefix { $0 <= count }.count - 1
      #expect((journal.header == nil) == (whole < 0))
      #expect(journal.records == Array(records.prefix(max(whole, 0))))
    }
  }

  @Test(arguments: [
    [0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0xCF, 0x4A, 0x0A, 0x31],
  ])
  func toleratesATornTail(_ tail: [UInt8]) throws {
    let (bytes, records, _) = try journal(seed: 8, count: 3)
    #expect(try Journal(parsing: bytes + tail).records == records)
  }

  /// A record that a later one calls durable cannot have been torn.
  @Test func tellsEveryChangedBitInAcknowledgedRecords() throws {
    let (bytes, records, ends) = try journal(seed: 12, count: 3)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      if index < ends[ends.count - 2] {
        #expect(throws: FormatError.self, "byte \(index)") { try Journal(parsing: changed) }
      } else {
        #expect(try Journal(parsing: changed).records == Array(records.dropLast()))
      }
    }
  }

  @Test func aGroupTornInTheMiddleIsATornTail() throws {
    var bytes: [UInt8] = []
    JournalFrame.append(FormatV1.encode(header).serialized(), durableCount: 0, to: &bytes)
    let durable = bytes.count
    let coder = FormatV1.Coder(header.reference)
    for seed in ["1", "2", "3"] {
      JournalFrame.append(
        try coder.encode([.setNameSeed(seed)]).serialized(), durableCount: UInt64(durable), to: &bytes)
    }
    // Of the group of three, the first did not reach the disk and the others did.
    bytes[durable + 5] = 0
    bytes[durable + 25] = 0
    #expect(try Journal(parsing: bytes).records == [])
  }

  @Test func saysThatAJournalIsTooNew() {
    let error = #expect(throws: FormatError.self) { try Journal(parsing: [0xCF, 0x4A, 0x0A, 0x32, 1, 2, 3]) }
    #expect(error?.kind == .newer)
    var bytes: [UInt8] = []
    JournalFrame.append(Array("{\"formatVersion\":2}".utf8), durableCount: 0, to: &bytes)
    #expect(throws: FormatError.self) { try Journal(parsing: bytes) }
  }

  @Test func knowsTheChecksumOfTheStandard() {
    var checksum = CRC32()
    checksum.update(Array("123456789".utf8))
    #expect(checksum.value == 0xCBF4_3926)
  }

  @Test(arguments: 1...300)
  func neverCrashesOnRandomBytes(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = try journal(seed: 10, count: 3).bytes
    for _ in 0..<(1 + seed % 5) {
      switch seed % 3 {
      case 0: bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: Int.random(in: bytes.indices, using: &generator))
      default:
        bytes.insert(UInt8.random(in: 0...255, using: &generator), at: Int.random(in: bytes.indices, using: &generator))
      }
    }
    if let journal = try? Journal(parsing: bytes) { #expect(journal.soundByteCount <= bytes.count) }
  }
}
