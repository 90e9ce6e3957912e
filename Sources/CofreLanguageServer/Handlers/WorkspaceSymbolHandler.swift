import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Finds what the files of all projects declare, by its name.
enum WorkspaceSymbolHandler: RequestHandler {
  static let method = RequestMethod.workspaceSymbol
  /// Nobody reads further; what is typed next finds the rest.
  static let limit = 500

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.workspaceSymbolProvider =
      session.resolvesSymbols ? .options(WorkspaceSymbolOptions(resolveProvider: true)) : .bool(true)
  }

  static func answer(_ params: WorkspaceSymbolParams, _ context: RequestContext) async throws -> WorkspaceSymbolResult?
  {
    var items: [(item: ProjectSymbolItem, surroundings: Surroundings)] = []
    for project in try await context.projects() {
      let found = project.surroundings.symbols(matching: params.query, limit: limit - items.count)
      items += found.map { ($0, project.surroundings) }
    }
    guard context.session.resolvesSymbols else {
      return .symbolInformations(
        items.compactMap { item, surroundings in
          context.location(item, item.range, in: surroundings).map { location in
            SymbolInformation(
              location: location, name: item.name, kind: item.kind.symbolKind, containerName: item.container)
          }
        })
    }
    // A client cannot tell apart what looks the same and has no place: what has the same name has its place at once.
    let named = Dictionary(items.map { ($0.item.name, 1) }, uniquingKeysWith: +)
    return .workspaceSymbols(
      items.compactMap { item, surroundings in
        var symbol = WorkspaceSymbol(
          location: .locationUriOnly(LocationUriOnly(uri: context.uri(of: item.path))), name: item.name,
          kind: item.kind.symbolKind, data: .integer(Int64(item.range.lowerBound)), containerName: item.container)
        if named[item.name] != 1 {
          guard let location = context.location(item, item.range, in: surroundings) else { return nil }
          symbol.location = .location(location)
        }
        return symbol
      })
  }
}

/// Says where in its file something is that was found.
enum WorkspaceSymbolResolveHandler: RequestHandler {
  static let method = RequestMethod.workspaceSymbolResolve

  static func answer(_ symbol: WorkspaceSymbol, _ context: RequestContext) async throws -> WorkspaceSymbol {
    guard case .locationUriOnly(let place) = symbol.location, let path = DocumentKey(place.uri).path,
      let kind = ProjectSymbolItem.Kind.allCases.first(where: { $0.symbolKind == symbol.kind }),
      let offset = symbol.data?.integerValue.flatMap({ Int(exactly: $0) }), offset >= 0
    else { return symbol }
    // A client may give an empty name for none.
    let container = symbol.containerName == "" ? nil : symbol.containerName
    let item = ProjectSymbolItem(
      name: symbol.name, container: container, kind: kind, path: path, range: offset..<offset)
    for project in try await context.projects() {
      // The file may have changed since.
      guard let range = project.surroundings.range(of: item),
        let location = context.location(item, range, in: project.surroundings)
      else { continue }
      var symbol = symbol
      symbol.location = .location(location)
      return symbol
    }
    return symbol
  }
}

extension Session {
  /// Whether a client asks for the place of a symbol when somebody goes there.
  fileprivate var resolvesSymbols: Bool {
    client.workspace?.symbol?.resolveSupport?.properties.contains("location.range") == true
  }
}

extension RequestContext {
  fileprivate func location(
    _ item: ProjectSymbolItem, _ range: Range<Int>, in surroundings: Surroundings
  ) -> Location? {
    surroundings.file(at: item.path).map { location(range, in: place($0)) }
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
