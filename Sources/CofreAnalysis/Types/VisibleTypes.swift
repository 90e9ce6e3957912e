/// The types that the files around a script declare, by name: those of all files of the project, without those of the files
/// that the script does not see as they are on disk.
struct VisibleTypes: Sendable {
  /// Something that is declared in a file.
  protocol Declaration: Sendable {
    var place: DeclarationPlace { get }
  }

  private let shared: TypeIndex
  /// The files whose declarations do not count.
  private let hidden: Set<FileIdentity>
  /// What counts beside those of the project.
  private let added: TypeIndex

  /// Whether there are any classes, aliases or enumerations at all.
  let hasTypes: Bool

  init(_ shared: TypeIndex, without hidden: [ProjectFile], with added: [ProjectFile]) {
    self.shared = shared
    self.hidden = Set(hidden.map { ObjectIdentifier($0.text) })
    self.added = TypeIndex(added)
    let hiddenCount = hidden.reduce(0) { $0 + $1.text.summary.typeCount }
    hasTypes = shared.typeCount > hiddenCount || self.added.typeCount > 0
  }

  /// The parts in which a class is declared, in the order of the files.
  func classes(_ name: String) -> [ClassDeclaration] {
    var parts = shared.classes[name] ?? []
    if !hidden.isEmpty, parts.contains(where: isHidden) { parts.removeAll(where: isHidden) }
    guard let more = added.classes[name] else { return parts }
    if parts.isEmpty { return more }
    // Of one file they stay in their order.
    return (parts + more).enumerated().sorted { one, other in
      isBefore(one.element, other.element) ?? (one.offset < other.offset)
    }.map(\.element)
  }

  /// The names of all classes, aliases and enumerations, in no certain order.
  var names: Set<String> {
    let visible = shared.names.filter {
      hidden.isEmpty || hasClass($0) || alias($0) != nil || enumeration($0) != nil
    }
    return Set(visible).union(added.names)
  }

  func hasClass(_ name: String) -> Bool {
    added.classes[name] != nil || shared.classes[name]?.contains { !isHidden($0) } == true
  }

  func alias(_ name: String) -> AliasDeclaration? { first(shared.aliases[name], added.aliases[name]) }

  func enumeration(_ name: String) -> EnumDeclaration? {
    first(shared.enumerations[name], added.enumerations[name])
  }

  func global(_ name: String) -> GlobalDeclaration? { first(shared.globals[name], added.globals[name]) }

  func file(_ identity: FileIdentity) -> ProjectFile? {
    if hidden.contains(identity) { return nil }
    return added.file(identity) ?? shared.file(identity)
  }

  private func first<Found: Declaration>(_ shared: [Found]?, _ added: [Found]?) -> Found? {
    let visible = shared?.first { !isHidden($0) }
    guard let visible, let other = added?.first else { return visible ?? added?.first }
    return isBefore(other, visible) == true ? other : visible
  }

  private func isHidden(_ declaration: some Declaration) -> Bool { hidden.contains(declaration.place.file) }

  /// Whether the file of one declaration counts before that of another; nil when both are in the same.
  private func isBefore(_ one: some Declaration, _ other: some Declaration) -> Bool? {
    guard let first = file(one.place.file), let second = file(other.place.file), first.path != second.path else {
      return nil
    }
    return ProjectFile.isBefore(first, second)
  }
}

extension ClassDeclaration: VisibleTypes.Declaration {}
extension AliasDeclaration: VisibleTypes.Declaration {}
extension EnumDeclaration: VisibleTypes.Declaration {}
extension GlobalDeclaration: VisibleTypes.Declaration {}
