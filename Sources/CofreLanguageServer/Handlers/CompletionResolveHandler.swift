import CofreAnalysis
import LanguageServerProtocol

/// Adds the documentation to one of the items that a completion answered.
enum CompletionResolveHandler: RequestHandler {
  static let method = RequestMethod.completionItemResolve

  static func answer(_ item: CompletionItem, _ context: RequestContext) async throws -> CompletionItem {
    // The item says where it was offered; a client that has dropped that, or a document that was closed, loses no more
    // than the documentation.
    guard let origin = CompletionOrigin(item.data), let document = try await context.document(origin.uri) else {
      return item
    }
    let candidates = document.analysis.completions(at: document.offset(origin.position))
    guard let candidate = candidates.first(where: { $0.label == item.label }) else { return item }
    var item = item
    item.documentation = candidate.documentation.map { .markupContent(MarkupContent(kind: .markdown, value: $0)) }
    return item
  }
}
