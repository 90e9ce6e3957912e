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
    let offset = context.offset(params.position)
    // A comma between the properties of a resource is no next argument: what is not shown yet stays so.
    if params.context?.triggerCharacter == ",", params.context?.isRetrigger == false,
      context.analysis.isInTableOfCall(at: offset)
    {
      return nil
    }
    guard let choice = context.analysis.signatures(at: offset) else { return nil }
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
