import CofreModel
import CofreSchema
import LuaSyntax

enum HardCodedSecretRule: DeclarationRule, NodeRule, FileRule {
  static let page = RulePage(
    "hard-coded-secret", .warning, .secret, "Secret in the script",
    explanation: """
      The value of a sensitive property stands in the script as text, or a text has the form of a well-known kind of key:
      an access key of a cloud, a token of a service, a private key, a URL with a password in it. Whoever can read the
      script can read the secret, and it stays in the history of the repository after it has been taken out.

      Store it encrypted in the stack's configuration, with `cofre config set --secret`, and take it by
      `config:require_secret`. If the script has been shared, the secret is known: make a new one and revoke the old.
      """,
    wrong: """
      local aws = require "cofre.aws"
      local secret = aws.secretsmanager.Secret("apiKey", {})
      aws.secretsmanager.SecretVersion("value", { secret_id = secret.id, secret_string = "hunter2" })
      """,
    right: """
      local cofre = require "cofre"
      local aws = require "cofre.aws"
      local config = cofre.config()
      local secret = aws.secretsmanager.Secret("apiKey", {})
      aws.secretsmanager.SecretVersion("value", {
        secret_id = secret.id,
        secret_string = config:require_secret "api_key",
      })
      """)

  // MARK: By the schema

  static func check(_ checked: CheckedDeclaration, in context: inout RuleContext) {
    guard let properties = checked.properties else { return }
    for place in properties.places where place.isSensitive {
      checkValue(place.value, place.path, in: &context)
    }
  }

  private static func checkValue(_ expression: Expression, _ path: PropertyPath, in context: inout RuleContext) {
    if case .binary(let binary) = expression {
      let kind = binary.operatorToken.kind
      if kind == .or { checkValue(binary.left, path, in: &context) }
      if kind == .or || kind == .and { return checkValue(binary.right, path, in: &context) }
    }
    for value in context.valuesOfLoop(expression) { checkValue(value, path, in: &context) }
    guard let text = context.facts.writtenText(expression), text.bytes?.isEmpty != true else { return }
    // A number alone is of the wrong type.
    if text.bytes == nil, text.literals.count == 1, case .number = context.facts.source(of: expression) { return }
    let place = text.literals.count == 1 ? text.literals[0] : expression.range
    var related: [AnalysisDiagnostic.Related] = []
    if !expression.range.overlaps(place) {
      related = [.init(location: LocationItem(range: expression.range), message: "It is used here.")]
    }
    report(place, "'\(path)' is sensitive, and its value stands in the script.", related: related, in: &context)
    for literal in text.literals { context.claimedLiterals.insert(literal.lowerBound) }
  }

  // MARK: By the form

  static let kinds: [NodeKind] = [.string, .call]

  static func check(_ node: Node, in context: inout RuleContext) {
    if let call = CallExpression(node) { return checkCall(call, in: &context) }
    guard node.range.count >= 3, !context.claimedLiterals.contains(node.range.lowerBound),
      let literal = StringLiteral(node), let detail = form(of: literal, in: context)
    else { return }
    report(node.range, detail, in: &context)
  }

  /// Why a text is taken for a secret by itself, by what is called with it, or by its name; nil when it is not.
  static func form(of literal: StringLiteral, in context: RuleContext) -> String? {
    let node = literal.node
    let range = node.range
    let call = node.parent?.kind == .argumentList ? calledFunction(around: node, context.facts) : nil
    guard range.count >= 10 || call == "cofre.secret" else { return nil }
    // Escapes are not undone: no known form has any.
    let text = context.file.source[literal.contentRange]
    if let name = SecretForms.name(of: text) { return "The text looks like \(name)." }
    if SecretForms.isRandom(text) { return "The text is too random to be anything but a key." }
    if range.count >= 24, let decoded = SecretForms.plainText(inBase64: text),
      let name = SecretForms.name(of: decoded[...])
    {
      return "The text is base64, and what it stands for looks like \(name)."
    }
    if call == "cofre.secret", !text.isEmpty, !SecretForms.isPlaceholder(text) {
      return "The script calls this text a secret."
    }
    if let name = nameBefore(node, call, context.file), SecretForms.namesSecret(name),
      SecretForms.isSecretValue(text, of: name)
    {
      return "The text is called '\(String(decoding: name, as: UTF8.self))', and looks like one."
    }
    return nil
  }

  /// `cofre.secret` of a text that is put together, or that a variable holds.
  private static func checkCall(_ call: CallExpression, in context: inout RuleContext) {
    guard context.calledFunction(call) == "cofre.secret", let value = call.arguments.expressions.first,
      value.node.kind != .string, let text = context.facts.writtenText(value), let first = text.literals.first
    else { return }
    if let bytes = text.bytes, bytes.isEmpty || SecretForms.isPlaceholder(bytes[...]) { return }
    let isHere = value.range.overlaps(first)
    report(
      text.literals.count == 1 ? first : value.range, "The script calls this text a secret.",
      related: isHere ? [] : [.init(location: LocationItem(range: value.range), message: "It is used here.")],
      in: &context)
    for literal in text.literals { context.claimedLiterals.insert(literal.lowerBound) }
  }

  /// The function of the library that a literal is given to.
  private static func calledFunction(around literal: Node, _ facts: DocumentFacts) -> String? {
    guard let call = literal.parent?.parent.flatMap({ CallExpression($0) }),
      case .function(let name) = facts.value(of: call.callee)
    else { return nil }
    return name
  }

  /// The name that a text is given: of the field, of the variable, or of the export.
  private static func nameBefore(_ node: Node, _ call: String?, _ file: SourceFile) -> ArraySlice<UInt8>? {
    var node = node
    // `config:get "password" or "…"`
    while let parent = node.parent, parent.kind == .parenthesized || isAlternative(parent) { node = parent }
    let before = node.tokenRange.lowerBound - 1
    guard before > 0 else { return nil }
    let (sign, name) = (file.tokens[before].kind, file.tokens[before - 1])
    // `["db-password"] = …`, `env["DB_PASSWORD"] = …`
    if sign == .assign, name.kind == .rightBracket, before > 2, file.tokens[before - 3].kind == .leftBracket,
      file.tokens[before - 2].kind == .string, file.tokens[before - 2].range.count > 2
    {
      let key = file.tokens[before - 2].range
      return file.source[key.lowerBound + 1..<key.upperBound - 1]
    }
    if call == "cofre.export", sign == .comma, name.kind == .string, name.range.count > 2 {
      return file.source[name.range.lowerBound + 1..<name.range.upperBound - 1]
    }
    guard sign == .assign, name.kind == .name else { return nil }
    return file.source[name.range]
  }

  private static func isAlternative(_ node: Node) -> Bool {
    node.kind == .binary && BinaryExpression(node)?.operatorToken.kind == .or
  }

  // MARK: In comments

  static func checkFile(in context: inout RuleContext) {
    let source = context.file.source
    for comment in context.file.comments where comment.range.count > 22 {
      var start = comment.start
      for end in comment.start...comment.end {
        guard end == comment.end || SecretForms.separators.contains(source[end]) else { continue }
        if end - start >= 20, let name = SecretForms.keyName(of: source[start..<end]) {
          report(start..<end, "The comment holds what looks like \(name).", in: &context)
        }
        start = end + 1
      }
    }
  }

  /// Reports a secret in the script; `reason` is a full sentence without the secret.
  static func report(
    _ range: Range<Int>, _ reason: String, related: [AnalysisDiagnostic.Related] = [], in context: inout RuleContext
  ) {
    guard context.claimedLiterals.insert(range.lowerBound).inserted else { return }
    context.report(
      page, at: range, "\(reason) Whoever can read the script, or its history, can read the secret.",
      hint: "Store it encrypted with cofre config set --secret, and take it by config:require_secret \"key\".",
      related: related)
  }
}
