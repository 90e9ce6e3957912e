import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Where an action was offered, as it travels in the item and comes back with the one that is taken.
struct CodeActionOrigin: Equatable {
  var uri: DocumentURI
  /// Of the document; an action of another version is not known any more.
  var version: Int
  /// In bytes.
  var range: Range<Int>
  var kind: ActionKind
  /// Its place among the offers of the same kind and range.
  var index: Int

  init(uri: DocumentURI, version: Int, range: Range<Int>, kind: ActionKind, index: Int) {
    self.uri = uri
    self.version = version
    self.range = range
    self.kind = kind
    self.index = index
  }

  init?(_ json: JSON?) {
    guard let uri = json?["uri"]?.stringValue, let version = json?["version"]?.integerValue,
      let start = json?["start"]?.integerValue, let end = json?["end"]?.integerValue, 0 <= start, start <= end,
      let kind = json?["kind"]?.stringValue.flatMap({ ActionKind(rawValue: $0) }),
      let index = json?["index"]?.integerValue
    else { return nil }
    self.init(
      uri: DocumentURI(uri), version: Int(version), range: Int(start)..<Int(end), kind: kind, index: Int(index))
  }

  var json: JSON {
    [
      "uri": .string(uri.text), "version": .integer(Int64(version)), "start": .integer(Int64(range.lowerBound)),
      "end": .integer(Int64(range.upperBound)), "kind": .string(kind.rawValue), "index": .integer(Int64(index)),
    ]
  }
}
