import CofreJSON
import LanguageServerProtocol

/// Where a completion was asked for, as it travels in the items and comes back with the one to resolve.
struct CompletionOrigin {
  var uri: DocumentURI
  var position: Position

  init(uri: DocumentURI, position: Position) {
    self.uri = uri
    self.position = position
  }

  init?(_ json: JSON?) {
    guard let uri = json?["uri"]?.stringValue, let line = json?["line"]?.integerValue,
      let character = json?["character"]?.integerValue
    else { return nil }
    self.init(uri: DocumentURI(uri), position: Position(line: Int(line), character: Int(character)))
  }

  var json: JSON {
    [
      "uri": .string(uri.text), "line": .integer(Int64(position.line)),
      "character": .integer(Int64(position.character)),
    ]
  }
}
