import CofreModel
import CofreSchema
import LuaSyntax

extension DiagnosticCollector {
  mutating func checkOptions(_ table: TableConstructor, of declaration: ResourceDeclaration) {
    let type = declaration.type
    for field in table.fields {
      guard let key = field.stringKey, let keyRange = field.keyRange else { continue }
      guard let option = ResourceOption.named(key) else {
        let names = ResourceOption.all.map(\.name)
        let nearest = nearestNames(to: key, among: names)
        let isProperty = type.input(key) != nil
        report(
          AnalysisDiagnostic(
            "unknown-option", .error, keyRange, "Unknown option", detail: "\(type.name) has no option '\(key)'.",
            hint: isProperty
              ? "'\(key)' is a property: write it in the second argument."
              : didYouMean(nearest) ?? "The options are \(names.joined(separator: ", ")).",
            fixes: nearest.map { changeFix(keyRange, to: $0) }))
        continue
      }
      check(field.value, as: option, of: type)
    }
  }

  private mutating func check(_ value: Expression, as option: ResourceOption, of type: ResourceType) {
    switch option.kind {
    case .boolean:
      switch value {
      case .string, .number, .table, .function:
        wrongOption(value, "'\(option.name)' of \(type.name) must be true or false.")
      default: break
      }
    case .provider: checkProvider(value, type)
    case .resource: checkResource(value, option, type)
    case .resources:
      guard case .table(let table) = value else { return checkResource(value, option, type) }
      for field in table.fields where field.keyRange == nil { checkResource(field.value, option, type) }
    case .outputNames: checkOutputNames(value, option, type)
    case .strings, .propertyPaths, .timeouts: break
    }
  }

  private mutating func checkProvider(_ value: Expression, _ type: ResourceType) {
    guard case .handle(let index) = facts.value(of: value) else {
      return checkResource(value, ResourceOption.named("provider"), type)
    }
    let other = facts.declarations[index].type
    if other.isProvider, other.cloud == type.cloud, !type.isProvider { return }
    let wanted: String
    if type.isProvider {
      wanted = "A provider itself takes none."
    } else if facts.workspace.catalog.resourceType("\(type.cloud).Provider") == nil {
      wanted = "\(type.name) takes none: there is no cloud behind it."
    } else {
      wanted = "Give one made by \(type.cloud).Provider."
    }
    wrongOption(value, "'provider' of \(type.name) cannot be a \(other.name).", hint: wanted)
  }

  private mutating func checkResource(_ value: Expression, _ option: ResourceOption?, _ type: ResourceType) {
    guard let option else { return }
    switch facts.value(of: value) {
    case .output:
      wrongOption(
        value, "'\(option.name)' of \(type.name) takes resources, and this is an output.",
        hint: "Give the resource itself, not one of its fields.")
    case .text, .number, .boolean, .closure, .configuration, .cofre, .namespace, .constructor:
      wrongOption(value, "'\(option.name)' of \(type.name) takes resources.")
    default: break
    }
  }

  private mutating func checkOutputNames(_ value: Expression, _ option: ResourceOption, _ type: ResourceType) {
    guard case .table(let table) = value else { return }
    for field in table.fields {
      guard case .string(let literal) = field.value else { continue }
      let name = String(decoding: literal.value, as: UTF8.self)
      if type.output(name) != nil { continue }
      let nearest = nearestNames(to: name, among: type.outputs.map(\.name) + type.inputs.map(\.name))
      wrongOption(
        field.value, "'\(option.name)' of \(type.name) names '\(name)', which the type does not have.",
        hint: didYouMean(nearest), fixes: nearest.map { changeFix(literal.contentRange, to: $0) })
    }
  }

  private mutating func wrongOption(
    _ value: Expression, _ detail: String, hint: String? = nil, fixes: [AnalysisDiagnostic.Fix] = []
  ) {
    report(
      AnalysisDiagnostic("wrong-option", .error, value.range, "Wrong option", detail: detail, hint: hint, fixes: fixes))
  }
}
