import CofreAnalysis
import LanguageServerProtocol

/// Says what the call around a place takes.
enum SignatureHelpHandler: DocumentRequestHandler {
  static let method = RequestMethod.signatureHelp
  static var nothing: SignatureHelp? { nil }

  static func announce(in capabilities: inout ServerCapabilities, to session: Session) {
    capabilities.signatureHelpProvider = SignatureHelpOptions(
      triggerCharacters: ["(", ","], retriggerCharacters: [")"])
  }

  static func answer(_ params: SignatureHelpParams, in context: DocumentContext) -> SignatureHelp? {
    guard let choice = context.analysis.signatures(at: context.offset(params.position)) else { return nil }
    let active = choice.signatures[choice.active]
    // Where no parameter is left, one beyond the last says so in every version of the protocol.
    return SignatureHelp(
      signatures: choice.signatures.map { item($0, in: context) }, activeSignature: choice.active,
      activeParameter: .value(active.activeParameter ?? active.parameters.count))
  }

  private static func item(
    _ signature: CofreAnalysis.SignatureInformation, in context: DocumentContext
  ) -> LanguageServerProtocol.SignatureInformation {
    let parameters = signature.parameters.map { parameter in
      ParameterInformation(
        label: .labelOffsets(context.offsets(parameter.labelRange, in: signature.label)),
        documentation: parameter.documentation.map { .markupContent(MarkupContent(kind: .markdown, value: $0)) })
    }
    var item = LanguageServerProtocol.SignatureInformation(label: signature.label)
    item.documentation = signature.documentation.map { .markupContent(MarkupContent(kind: .markdown, value: $0)) }
    item.parameters = parameters
    return item
  }
}
