import CofreAnalysis
import LanguageServerProtocol

/// Says who calls a function, in all files of the project.
enum IncomingCallsHandler: RequestHandler {
  static let method = RequestMethod.callHierarchyIncomingCalls

  static func answer(
    _ params: CallHierarchyIncomingCallsParams, _ context: RequestContext
  ) async throws -> [CallHierarchyIncomingCall]? {
    // A file as a whole is run, and called by nobody.
    guard params.item.kind != .file, let file = try await context.file(params.item.uri) else { return nil }
    let calls = file.analysis.incomingCalls(at: file.offset(params.item.selectionRange.start))
    return calls.compactMap { call in
      guard let place = file.place(call.other.path), let item = file.item(call.other) else { return nil }
      let ranges = call.ranges.map { context.range($0, in: place) }
      return CallHierarchyIncomingCall(from: item, fromRanges: ranges)
    }
  }
}
