import CofreAnalysis
import CofreJSON
import LanguageServerProtocol
import LuaSyntax
import TestSupport
import Testing

@testable import CofreLanguageServer

struct DocumentTests {
  private static let pieces = ["a", "é", "漢", "🔑", "\n", "\r\n", "\r", "e\u{301}", "x = 1", "-- ", "\u{FEFF}"]

  /// Random edits, each said in positions, against the same edits made in the plain text.
  @Test(arguments: [PositionEncoding.utf8, .utf16, .utf32])
  func incrementalChangesMeanWhatTheySay(encoding: PositionEncoding) {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<60 {
      var scalars = (0..<Int.random(in: 0..<30, using: &random)).flatMap { _ in
        Array(Self.pieces.randomElement(using: &random)!.unicodeScalars)
      }
      var document = DocumentSnapshot(
        uri: DocumentURI("file:///a.lua"), language: .lua, version: 1, bytes: Self.bytes(scalars))
      for version in 2..<12 {
        var changes: [TextDocumentContentChangeEvent] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let places = Self.places(in: scalars)
          let one = places.randomElement(using: &random)!
          let other = places.randomElement(using: &random)!
          let text = Self.pieces.randomElement(using: &random)!
          let ends = [Self.position(one, in: scalars, encoding), Self.position(other, in: scalars, encoding)]
          changes.append(
            .partial(TextDocumentContentChangePartial(range: LSPRange(start: ends[0], end: ends[1]), text: text)))
          scalars.replaceSubrange(min(one, other)..<max(one, other), with: text.unicodeScalars)
        }
        document = document.applying(changes, version: version, encoding: encoding)
        #expect(document.text.bytes == Self.bytes(scalars))
      }
    }
  }

  @Test(arguments: [
    ((0, -5), (0, 0), "Xone\ntwo"), ((0, 99), (0, 100), "oneX\ntwo"), ((9, 0), (12, 4), "one\ntwoX"),
    ((-3, 0), (0, 1), "Xne\ntwo"), ((1, 2), (0, 1), "oXo"), ((0, 1 << 40), (1 << 40, 0), "oneX"),
  ])
  func positionsOutsideTheTextAreMovedIntoIt(start: (Int, Int), end: (Int, Int), expected: String) {
    let document = DocumentSnapshot(
      uri: DocumentURI("untitled:1"), language: .lua, version: 1, bytes: Array("one\ntwo".utf8))
    let range = LSPRange(
      start: Position(line: start.0, character: start.1), end: Position(line: end.0, character: end.1))
    let changed = document.applying(
      [.partial(TextDocumentContentChangePartial(range: range, text: "X"))], version: 2, encoding: .utf16)
    #expect(String(decoding: changed.text.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("file:///p/a%20b.lua", "/p/a b.lua"), ("file://localhost/p/%C3%A4.lua", "/p/ä.lua"), ("FILE:///p/a", "/p/a"),
    ("file:///p/%zz%4", "/p/%zz%4"), ("untitled:Untitled-1", nil), ("file://other/p", nil), ("", nil),
  ])
  func namesOfFilesAreRead(uri: String, path: String?) {
    #expect(FileURI.path(DocumentURI(uri)) == path)
    if let path { #expect(FileURI.path(FileURI.uri(path)) == path) }
  }

  private typealias Position = LanguageServerProtocol.Position

  private static func bytes(_ scalars: [Unicode.Scalar]) -> [UInt8] {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return Array(String(view).utf8)
  }

  /// The indices that a position can mean: not between the two bytes of a line's end.
  private static func places(in scalars: [Unicode.Scalar]) -> [Int] {
    (0...scalars.count).filter { $0 == 0 || $0 == scalars.count || !(scalars[$0 - 1] == "\r" && scalars[$0] == "\n") }
  }

  private static func position(_ index: Int, in scalars: [Unicode.Scalar], _ encoding: PositionEncoding) -> Position {
    var position = Position(line: 0, character: 0)
    for (at, scalar) in scalars[..<index].enumerated() {
      if scalar == "\n" || scalar == "\r" {
        if scalar == "\n", at > 0, scalars[at - 1] == "\r" { continue }
        position = Position(line: position.line + 1, character: 0)
        continue
      }
      switch encoding {
      case .utf8: position.character += UTF8.width(scalar)
      case .utf16: position.character += UTF16.width(scalar)
      case .utf32: position.character += 1
      }
    }
    return position
  }
}
