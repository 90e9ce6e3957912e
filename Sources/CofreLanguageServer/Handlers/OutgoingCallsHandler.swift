import CofreAnalysis
import LanguageServerProtocol

/// Says whom a function calls, in all files of the project.
enum OutgoingCallsHandler: RequestHandler {
  static let method = RequestMethod.callHierarchyOutgoingCalls

  static func answer(
    _ params: CallHierarchyOutgoingCallsParams, _ context: RequestContext
  ) async throws -> [CallHierarchyOutgoingCall]? {
    guard let file = try await context.file(params.item.uri) else { return nil }
    let offset = params.item.kind == .file ? nil : file.offset(params.item.selectionRange.start)
    return file.analysis.outgoingCalls(at: offset).compactMap { call in
      guard let item = file.item(call.other) else { return nil }
      return CallHierarchyOutgoingCall(to: item, fromRanges: call.ranges.map { file.range($0) })
    }
  }
}
