import CofreAnalysis
import LanguageServerProtocol
import Synchronization

/// The definition files that were asked for, read once while they stay as they are.
final class DefinitionBook: Sendable {
  private let library: any DefinitionLibrary
  private let known = Mutex<[String: (place: DefinitionPlace, file: DefinitionFile)]>([:])

  init(_ library: any DefinitionLibrary) { self.library = library }

  /// The file of a module and where it lies; nil when there is none.
  ///
  /// The library is asked each time, as somebody may have cleared its folder meanwhile.
  func file(of module: String) async -> (path: String, file: DefinitionFile)? {
    guard let place = await library.file(of: module) else { return nil }
    return known.withLock { known in
      if let (old, file) = known[module], old == place { return (place.path, file) }
      let file = DefinitionFile(ScriptText(place.bytes))
      known[module] = (place, file)
      return (place.path, file)
    }
  }

  /// The page of a diagnostic and where it lies; nil when it cannot be made.
  func page(of rule: RulePage) async -> DefinitionPlace? { await library.page(of: rule) }
}

extension DocumentContext {
  /// Where what Cofre or Lua gives to scripts is declared, at an offset; nil where the project says it, or nothing does.
  ///
  /// Definition files that the project itself has as a library win over those that would have to be made.
  func libraryLocation(at offset: Int, _ question: DefinitionQuestion) async -> Location? {
    guard let target = analysis.definitionTarget(at: offset, question) else { return nil }
    return await location(of: target)
  }

  /// The same as an answer, or else what the project has.
  func found(
    _ question: DefinitionQuestion, at position: Position, _ search: (DocumentAnalysis, Int) -> [LocationItem]
  ) async -> FoundLocations? {
    let offset = offset(position)
    if let location = await libraryLocation(at: offset, question) { return .locations([location]) }
    return found(search(analysis, offset))
  }

  func location(of target: DefinitionTarget) async -> Location? {
    if let module = analysis.workspace.surroundings.modules[target.module], module.text.isMadeFromCatalog {
      return location(of: target.thing, in: DefinitionFile(module.text), at: module.path)
    }
    guard let (path, file) = await request.definitions?.file(of: target.module) else { return nil }
    return location(of: target.thing, in: file, at: path)
  }

  private func location(of thing: DefinitionTarget.Thing, in file: DefinitionFile, at path: String) -> Location? {
    file.place(of: thing).map { request.location($0.range, in: request.place(path, file.text.lines)) }
  }
}
