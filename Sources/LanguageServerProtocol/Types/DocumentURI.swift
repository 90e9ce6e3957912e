package import CofreJSON

/// The name of a document, exactly as the client wrote it.
///
/// Clients differ in how they escape; whether two of these name one file is not answered here.
package struct DocumentURI: LSPValue, LSPKey {
  package var text: String

  package init(_ text: String) { self.text = text }

  package init(json: JSON) throws(DecodingFailure) { text = try String(json: json) }

  package func write(to stream: inout JSONStream) { stream.write(text) }

  package init(name: String) { text = name }

  package var name: String { text }
}

extension DocumentURI: CustomStringConvertible {
  package var description: String { text }
}
