import LuaSyntax

/// Collects what a file declares in one walk over its statements.
struct SummaryCollector {
  private let file: SourceFile
  private let identity: FileIdentity
  private let comments: [DocumentationComment]
  private var upcoming = 0
  private var summary = ScriptSummary()
  private var classIndex: [String: Int] = [:]
  /// The classes of the variables and fields that stand for them, by their text: `M`, `M.sub`.
  private var classOfPath: [String: String] = [:]
  /// The methods around the place of the walk, with the class of their `self`.
  private var methods: [(end: Int, name: String)] = []
  private var locals: Set<String> = []
  /// The fields that classes have, each after the name of its class.
  private var known: Set<String> = []

  /// Collects it from a file whose documentation comments are given by who has read them already.
  static func collect(
    from file: SourceFile, _ identity: FileIdentity, comments: [DocumentationComment]? = nil
  ) -> ScriptSummary {
    guard file.comments.contains(where: { $0.kind == .documentationComment }) else { return .empty }
    var collector = SummaryCollector(file, identity, comments ?? file.documentationComments())
    collector.walk()
    return collector.summary
  }

  private init(_ file: SourceFile, _ identity: FileIdentity, _ comments: [DocumentationComment]) {
    self.file = file
    self.identity = identity
    self.comments = comments
  }

  private mutating func walk() {
    for node in file.root.descendants where node.kind.isStatement {
      while let method = methods.last, method.end <= node.range.lowerBound { methods.removeLast() }
      let comment = comment(above: node)
      switch node.kind {
      case .localStatement: visitLocal(node, comment)
      case .localFunction:
        if let name = LocalFunction(node)?.name?.text { locals.insert(name) }
      case .assignment: visitAssignment(node, comment)
      case .functionStatement: visitFunction(node, comment)
      case .returnStatement: visitReturn(node)
      case .callStatement: visitCall(node)
      default: break
      }
    }
    while upcoming < comments.count { declare(next()) }
  }

  // MARK: - Comments

  private mutating func next() -> DocumentationComment {
    upcoming += 1
    return comments[upcoming - 1]
  }

  /// The comment that stands right above a statement; those before it are read on the way.
  private mutating func comment(above node: Node) -> DocumentationComment? {
    let start = node.range.lowerBound
    var last: DocumentationComment?
    while upcoming < comments.count, comments[upcoming].range.upperBound <= start {
      let comment = next()
      declare(comment)
      last = comment
    }
    guard let last, !last.isTrailing,
      file.lines.line(at: last.range.upperBound) + 1 == file.lines.line(at: start)
    else { return nil }
    return last
  }

  private func place(_ name: AnnotatedName, _ range: Range<Int>) -> DeclarationPlace {
    DeclarationPlace(file: identity, range: name.range, fullRange: range)
  }

  /// Takes the declarations of a comment.
  private mutating func declare(_ comment: DocumentationComment) {
    guard !comment.annotations.isEmpty else { return }
    var reader = AnnotationReader(file: identity)
    var current: Int?
    let text = comment.text.trimmed
    let documentation = text.isEmpty ? nil : text
    for annotation in comment.annotations {
      switch annotation.content {
      case .class(let content):
        reader.parameters = Set(content.generics.map(\.name.text))
        var declaration = ClassDeclaration(
          name: content.name.text, documentation: documentation ?? annotation.description,
          place: place(content.name, comment.range))
        declaration.generics = content.generics.map(reader.typeParameter)
        declaration.parents = content.parents.map(reader.type)
        declaration.isExact = content.modifiers.contains { $0.text == "exact" }
        declaration.isDeprecated = comment.annotations.contains { $0.content == .deprecated }
        current = summary.classes.count
        classIndex[declaration.name] = current
        summary.classes.append(declaration)
      case .field(let field):
        if let current { add(field, annotation, to: current, reader) }
      case .operator(let content):
        guard let current else { continue }
        let declared = OperatorDeclaration(
          operand: content.operand.map(reader.type), result: reader.type(content.result))
        if content.name.text == "call" {
          summary.classes[current].calls.append(
            FunctionShape(
              parameters: declared.operand.map { [FunctionShape.Parameter(name: "value", type: $0)] } ?? [],
              results: [FunctionShape.Result(type: declared.result)]))
        } else {
          summary.classes[current].operators[content.name.text, default: []].append(declared)
        }
      case .overload(let expression):
        if let current, case .callable(let shape) = reader.type(expression) {
          summary.classes[current].calls.append(shape)
        }
      case .alias(let content):
        reader.parameters = Set(content.generics.map(\.name.text))
        declare(content, annotation, comment, documentation, reader)
      default: break
      }
    }
  }

  private mutating func add(
    _ field: Annotation.Field, _ annotation: Annotation, to index: Int, _ reader: AnnotationReader
  ) {
    let type = reader.type(field.type)
    let key: FieldKey
    let range: Range<Int>
    switch field.key {
    case .name(let name): (key, range) = (.name(name.text), name.range)
    case .type(let expression): (key, range) = (.type(reader.type(expression)), expression.range)
    case .positional: return
    }
    if let name = key.name { known.insert("\(summary.classes[index].name)\u{0}\(name)") }
    summary.classes[index].fields.append(
      FieldDeclaration(
        key: key, type: type, isOptional: field.isOptional || type.mayBeNil, visibility: field.visibility,
        documentation: annotation.description, isAnnotated: true,
        place: DeclarationPlace(file: identity, range: range, fullRange: annotation.range)))
  }

  private mutating func declare(
    _ content: Annotation.Alias, _ annotation: Annotation, _ comment: DocumentationComment, _ documentation: String?,
    _ reader: AnnotationReader
  ) {
    var alias = AliasDeclaration(
      name: content.name.text, type: reader.type(content.type), documentation: documentation ?? annotation.description,
      place: place(content.name, annotation.range))
    alias.generics = content.generics.map(reader.typeParameter)
    if case .union(let members) = content.type.kind {
      for member in members {
        if let text = member.description { alias.descriptions[reader.type(member).text] = text }
      }
    }
    summary.aliases.append(alias)
  }

  // MARK: - Statements

  private func lastClass(_ comment: DocumentationComment?) -> String? {
    for annotation in comment?.annotations.reversed() ?? [] {
      if case .class(let content) = annotation.content { return content.name.text }
    }
    return nil
  }

  private mutating func visitLocal(_ node: Node, _ comment: DocumentationComment?) {
    guard let statement = LocalStatement(node), let name = statement.names.first?.name else { return }
    if node.parent?.parent?.kind == .chunk { locals.formUnion(statement.names.compactMap { $0.name?.text }) }
    classOfPath[name.text] = nil
    bind(name.text, statement.values.first, comment)
  }

  /// Takes what a comment says of the table that is given to a variable.
  private mutating func bind(_ path: String, _ value: Expression?, _ comment: DocumentationComment?) {
    if let name = lastClass(comment) {
      classOfPath[path] = name
      if case .table(let table)? = value { addFields(of: table, to: name) }
      if case .call(let call)? = value, let (table, metatable) = metatableGiven(by: call) {
        if case .table(let table) = table { addFields(of: table, to: name) }
        take(metatable, for: name)
      }
    }
    guard case .table(let table)? = value else { return }
    for annotation in comment?.annotations ?? [] {
      guard case .enum(let content) = annotation.content else { continue }
      summary.enumerations.append(
        EnumDeclaration(
          name: content.name.text, members: members(of: table), isOfKeys: content.isOfKeys,
          documentation: comment.map(\.text.trimmed), place: place(content.name, annotation.range),
          table: CodePlace(file: identity, range: table.range)))
    }
  }

  private func members(of table: TableConstructor) -> [(name: String, value: LuaType)] {
    var position = 0
    return table.fields.compactMap { field in
      if case .positional = field { position += 1 }
      let value = simpleType(field.value, nil)
      if case .expression = value { return nil }
      return (field.stringKey ?? String(position), value)
    }
  }

  private mutating func addFields(of table: TableConstructor, to name: String) {
    for field in table.fields {
      guard let key = field.stringKey, let range = field.keyRange else { continue }
      add(key, range, field.range, fieldType(field.value, file.documentation(of: field.node)), to: name)
    }
  }

  private mutating func add(
    _ key: String, _ range: Range<Int>, _ fullRange: Range<Int>, _ type: LuaType, to name: String,
    _ comment: DocumentationComment? = nil
  ) {
    guard let index = classIndex[name], known.insert("\(name)\u{0}\(key)").inserted else { return }
    var field = FieldDeclaration(
      key: .name(key), type: type, documentation: comment.map(\.text.trimmed), isAnnotated: false,
      place: DeclarationPlace(file: identity, range: range, fullRange: fullRange))
    for annotation in comment?.annotations ?? [] {
      if case .visibility(let visibility) = annotation.content { field.visibility = visibility }
      if case .deprecated = annotation.content { field.isDeprecated = true }
    }
    summary.classes[index].fields.append(field)
  }

  private mutating func visitAssignment(_ node: Node, _ comment: DocumentationComment?) {
    guard let statement = Assignment(node) else { return }
    let values = statement.values
    for (position, target) in statement.targets.enumerated() {
      guard let path = path(of: target) else { continue }
      let value = position < values.count ? values[position] : nil
      if position == 0 { bind(path, value, comment) }
      let type = classOfPath[path].map { LuaType.named($0, []) } ?? value.map { fieldType($0, comment) } ?? .unknown
      switch target {
      case .member(let member):
        guard let owner = owner(of: member), let name = member.name, !name.range.isEmpty else { continue }
        add(name.text, name.range, node.range, type, to: owner, comment)
      case .name(let name):
        guard !locals.contains(name.text), node.parent?.parent?.kind == .chunk else { continue }
        declareGlobal(name, type, node.range, comment)
      default: continue
      }
    }
  }

  private mutating func visitFunction(_ node: Node, _ comment: DocumentationComment?) {
    guard let statement = FunctionStatement(node) else { return }
    let type = LuaType.callable(
      AnnotationReader(file: identity).shape(of: statement.body, isMethod: statement.isMethod, comment))
    switch statement.target {
    case .member(let member):
      guard let owner = owner(of: member), let name = member.name, !name.range.isEmpty else { return }
      add(name.text, name.range, node.range, type, to: owner, comment)
      if statement.isMethod { methods.append((node.range.upperBound, owner)) }
    case .name(let name):
      guard !locals.contains(name.text), node.parent?.parent?.kind == .chunk else { return }
      declareGlobal(name, type, node.range, comment)
    default: return
    }
  }

  private mutating func declareGlobal(
    _ name: Name, _ type: LuaType, _ range: Range<Int>, _ comment: DocumentationComment?
  ) {
    guard known.insert("\u{0}\(name.text)").inserted else { return }
    summary.globals.append(
      GlobalDeclaration(
        name: name.text, type: type, documentation: comment.map(\.text.trimmed),
        place: DeclarationPlace(file: identity, range: name.range, fullRange: range)))
  }

  // MARK: - Metatables

  private mutating func visitCall(_ node: Node) {
    guard case .call(let call)? = node.firstChild.flatMap({ Expression($0) }),
      let (table, metatable) = metatableGiven(by: call), let path = path(of: table), let name = classOfPath[path]
    else { return }
    take(metatable, for: name)
  }

  /// The arguments of `setmetatable(table, metatable)`.
  private func metatableGiven(by call: CallExpression) -> (table: Expression, metatable: Expression)? {
    guard case .name(let callee) = call.callee, callee.text == "setmetatable" else { return nil }
    let arguments = call.arguments.expressions
    return arguments.count == 2 ? (arguments[0], arguments[1]) : nil
  }

  /// Takes what a metatable says of the table of a class: with an `__index` it has more fields than are declared.
  private mutating func take(_ metatable: Expression, for name: String) {
    guard let index = classIndex[name] else { return }
    if case .table(let table) = metatable {
      guard let prototype = table.fields.first(where: { $0.stringKey == "__index" })?.value else { return }
      // What a declared parent has is known.
      if let parent = path(of: prototype).flatMap({ classOfPath[$0] }),
        parent == name || summary.classes[index].parents.contains(where: { $0 == .named(parent, []) })
      {
        return
      }
    }
    summary.classes[index].hasFurtherFields = true
  }

  private mutating func visitReturn(_ node: Node) {
    guard node.parent?.parent?.kind == .chunk, let value = ReturnStatement(node)?.values.first else { return }
    if let path = path(of: value), let name = classOfPath[path] {
      summary.returned = .named(name, [])
    }
  }

  // MARK: - Expressions

  /// The names of a chain such as `a.b.c` as one text; nil for other expressions and for long chains.
  private func path(of expression: Expression) -> String? {
    var parts: [String] = []
    var current = expression
    while parts.count < 8 {
      switch current {
      case .name(let name):
        parts.append(name.text)
        return parts.reversed().joined(separator: ".")
      case .member(let member):
        parts.append(member.name?.text ?? "")
        current = member.object
      default: return nil
      }
    }
    return nil
  }

  /// The class of the table that a member is set on.
  private func owner(of member: MemberExpression) -> String? {
    guard let path = path(of: member.object) else { return nil }
    return path == "self" ? methods.last?.name : classOfPath[path]
  }

  /// The type of a field that is given a value: another may be given later, so a literal says only what it is one of.
  private func fieldType(_ value: Expression, _ comment: DocumentationComment?) -> LuaType {
    let type = simpleType(value, comment)
    let isAnnotated = comment?.annotations.contains { if case .type = $0.content { true } else { false } } ?? false
    if isAnnotated { return type }
    return type == .nil ? .unknown : type.widened
  }

  /// The type of a value as far as it can be seen without asking for other things.
  private func simpleType(_ value: Expression, _ comment: DocumentationComment?) -> LuaType {
    for annotation in comment?.annotations ?? [] {
      if case .type(let types) = annotation.content, let first = types.first {
        return AnnotationReader(file: identity).type(first)
      }
      if case .enum(let content) = annotation.content { return .named(content.name.text, []) }
    }
    switch value {
    case .nil: return .nil
    case .boolean(let literal): return .literal(.boolean(literal.value))
    case .number(let literal): return .literal(.number(literal.text))
    case .string(let literal): return .literal(.string(String(decoding: literal.value, as: UTF8.self)))
    case .function(let function):
      return .callable(AnnotationReader(file: identity).shape(of: function.body, isMethod: false, comment))
    case .table(let table): return .constructed(CodePlace(file: identity, range: table.range))
    default: return .expression(CodePlace(file: identity, range: value.range))
    }
  }
}
