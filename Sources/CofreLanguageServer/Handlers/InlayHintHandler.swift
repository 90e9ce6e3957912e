import CofreAnalysis
import CofreJSON
import LanguageServerProtocol

/// Gives the short texts that are shown inside a range of a document: what its text says, and what is planned.
enum InlayHintHandler: DocumentRequestHandler {
  static let method = RequestMethod.inlayHint
  static var urgency: Urgency { .background }
  static var nothing: [InlayHint]? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.inlayHintProvider =
      session.resolvesHints.isEmpty ? .bool(true) : .options(InlayHintOptions(resolveProvider: true))
  }

  static func answer(_ params: InlayHintParams, in context: DocumentContext) -> [InlayHint]? {
    let resolves = context.session.resolvesHints
    return context.hints(in: context.bytes(params.range)).map { item in
      var hint = InlayHint(position: context.position(item.offset), label: .string(item.label))
      switch item.kind {
      case .type: hint.kind = .type
      case .parameter:
        hint.kind = .parameter
        hint.paddingRight = true
      case .value: hint.paddingLeft = true
      }
      let isLink = item.kind == .type && resolves.contains(.location)
      if isLink { hint.label = .inlayHintLabelParts([InlayHintLabelPart(value: item.label)]) }
      if item.tooltip != nil, !resolves.contains(.tooltip) { hint.tooltip = item.markup }
      if isLink || item.tooltip != nil && resolves.contains(.tooltip) {
        hint.data = CompletionOrigin(uri: context.document.uri, position: hint.position).json
      }
      return hint
    }
  }
}

/// Adds what a hint says when somebody points at it, and where the type that it names is declared.
enum InlayHintResolveHandler: RequestHandler {
  static let method = RequestMethod.inlayHintResolve

  static func answer(_ hint: InlayHint, _ context: RequestContext) async throws -> InlayHint {
    guard let origin = CompletionOrigin(hint.data), let document = try await context.document(origin.uri) else {
      return hint
    }
    let offset = document.offset(origin.position)
    // The document may have changed since: a hint that is there no longer stays as it is.
    guard
      let item = document.hints(in: offset..<offset + 1).first(where: { $0.offset == offset && $0.label == hint.text })
    else { return hint }
    var hint = hint
    hint.tooltip = item.markup
    if case .inlayHintLabelParts(var parts) = hint.label, !parts.isEmpty {
      var location = await document.libraryLocation(at: offset, .type)
      if location == nil { location = document.analysis.typeDefinition(at: offset).first.flatMap(document.location) }
      parts[0].location = location
      hint.label = .inlayHintLabelParts(parts)
    }
    return hint
  }
}

extension DocumentContext {
  /// The hints in a range: what the text says, and what is planned.
  fileprivate func hints(in range: Range<Int>) -> [InlayHintItem] {
    analysis.inlayHints(in: range, request.settings.hints)
      + (plan.map { analysis.planHints($0, in: range, as: request.planDisplay) } ?? [])
  }
}

extension InlayHintItem {
  fileprivate var markup: StringOrMarkupContent? {
    tooltip.map { .markupContent(MarkupContent(kind: .markdown, value: $0)) }
  }
}

extension InlayHint {
  fileprivate var text: String {
    switch label {
    case .string(let text): text
    case .inlayHintLabelParts(let parts): parts.map(\.value).joined()
    }
  }
}

extension Session {
  /// What of a hint a client asks for when somebody points at it.
  struct HintParts: OptionSet {
    let rawValue: Int
    static let tooltip = HintParts(rawValue: 1)
    static let location = HintParts(rawValue: 2)
  }

  var resolvesHints: HintParts {
    let properties = client.textDocument?.inlayHint?.resolveSupport?.properties ?? []
    var parts: HintParts = []
    if properties.contains("tooltip") { parts.insert(.tooltip) }
    if properties.contains("label.location") { parts.insert(.location) }
    return parts
  }
}
