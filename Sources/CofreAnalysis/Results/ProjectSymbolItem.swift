/// Something that a file of a project declares, as it is found by its name.
package struct ProjectSymbolItem: Sendable, Equatable {
  package enum Kind: Sendable, CaseIterable { case resource, function, method, global, field, type }

  package var name: String
  /// The type of a resource; the module or table of what is a member.
  package var container: String?
  package var kind: Kind
  /// The path of the file.
  package var path: String
  package var range: Range<Int>

  package init(name: String, container: String?, kind: Kind, path: String, range: Range<Int>) {
    self.name = name
    self.container = container
    self.kind = kind
    self.path = path
    self.range = range
  }
}
