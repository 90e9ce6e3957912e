import CofreSchema
import LuaSyntax

/// A region as a declaration writes it, and which ones are known there.
struct WrittenRegion {
  let place: LiteralProperties.Place
  let literal: StringLiteral
  let name: String
  /// The regions of the cloud that the property may be given.
  let known: [String]

  /// Nil for a property that is no region, and for one that is not given as a plain text.
  init?(_ place: LiteralProperties.Place, of type: ResourceType) {
    guard let property = place.property, case .string(let literal) = place.source, literal.value.count < 64 else {
      return nil
    }
    known = Regions.names(for: property, of: type)
    if known.isEmpty { return nil }
    name = String(decoding: literal.value, as: UTF8.self)
    self.place = place
    self.literal = literal
  }

  /// Fixes that write other regions in its place; none for what is written elsewhere than in the declaration.
  func fixes(_ regions: some Sequence<String>, in context: RuleContext) -> [AnalysisDiagnostic.Fix] {
    place.value.range == literal.range ? regions.map { context.changeFix(literal.contentRange, to: $0) } : []
  }
}

extension CheckedDeclaration {
  var regions: [WrittenRegion] { properties?.places.compactMap { WrittenRegion($0, of: declaration.type) } ?? [] }
}
