import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Counts the uses of a name that a lens is shown above.
enum CodeLensResolveHandler: RequestHandler {
  static let method = RequestMethod.codeLensResolve
  static var urgency: Urgency { .background }

  static func answer(_ lens: CodeLens, _ context: RequestContext) async throws -> CodeLens {
    guard lens.command == nil, let origin = CompletionOrigin(lens.data),
      let document = try await context.document(origin.uri)
    else { return lens }
    var lens = lens
    let offset = document.offset(origin.position)
    let items = document.analysis.references(at: offset, includingDeclaration: false)
    lens.command = command(items, at: origin, in: document)
    return lens
  }

  /// A text; for a client that says it can show places, a command of its own that does.
  private static func command(
    _ items: [LocationItem], at origin: CompletionOrigin, in document: DocumentContext
  ) -> Command {
    let title = items.count == 1 ? "1 reference" : "\(items.count) references"
    guard !items.isEmpty, document.session.showsReferences else { return Command(title: title, command: "") }
    let places = document.locations(items).map { location -> JSON in
      ["uri": .string(location.uri.text), "range": location.range.json]
    }
    let position: JSON = [
      "line": .integer(Int64(origin.position.line)), "character": .integer(Int64(origin.position.character)),
    ]
    return Command(
      title: title, command: Session.referencesCommand,
      arguments: [.string(origin.uri.text), position, .array(places)])
  }
}

extension Session {
  /// What a client calls its way of showing places, if it has one and says so in `experimental.commands`.
  static let referencesCommand = "cofre.showReferences"

  var showsReferences: Bool {
    client.experimental?["commands"]?.arrayValue?.contains(.string(Self.referencesCommand)) ?? false
  }
}

extension LSPRange {
  fileprivate var json: JSON {
    let place = { (position: Position) -> JSON in
      ["line": .integer(Int64(position.line)), "character": .integer(Int64(position.character))]
    }
    return ["start": place(start), "end": place(end)]
  }
}
