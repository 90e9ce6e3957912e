/// Which inlay hints somebody wants to see.
package struct InlayHintKinds: OptionSet, Sendable, Hashable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// The defaults that a resource takes, at the end of its properties.
  package static let defaults = InlayHintKinds(rawValue: 1 << 0)
  /// The names of parameters, in front of arguments that do not say what they are.
  package static let parameters = InlayHintKinds(rawValue: 1 << 1)
  /// What locals hold that their declaration does not show: outputs.
  package static let types = InlayHintKinds(rawValue: 1 << 2)

  package static let all: InlayHintKinds = [.defaults, .parameters, .types]
}
