import CofreAnalysis
import LanguageServerProtocol

/// Finds what the files of all projects declare, by its name.
enum WorkspaceSymbolHandler: RequestHandler {
  static let method = RequestMethod.workspaceSymbol
  /// Nobody reads further; what is typed next finds the rest.
  static let limit = 500

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.workspaceSymbolProvider = .bool(true)
  }

  static func answer(_ params: WorkspaceSymbolParams, _ context: RequestContext) async throws -> WorkspaceSymbolResult?
  {
    var symbols: [SymbolInformation] = []
    for project in try await context.projects() {
      let surroundings = project.surroundings
      var known: (path: String, place: DocumentPlace)?
      for item in surroundings.symbols(matching: params.query, limit: limit - symbols.count) {
        if known?.path != item.path {
          known = surroundings.file(at: item.path).map { (item.path, context.place($0)) }
        }
        guard let place = known?.place else { continue }
        let range = place.lines.protocolRange(of: item.range, encoding: context.session.encoding)
        symbols.append(
          SymbolInformation(
            location: Location(uri: place.uri, range: range), name: item.name, kind: item.kind.symbolKind,
            containerName: item.container))
      }
    }
    return .symbolInformations(symbols)
  }
}

extension ProjectSymbolItem.Kind {
  fileprivate var symbolKind: SymbolKind {
    switch self {
    case .resource: .object
    case .function: .function
    case .method: .method
    case .global: .variable
    case .field: .field
    case .type: .class
    }
  }
}
