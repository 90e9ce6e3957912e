import CofreSchema
import LuaSyntax

/// A call of a constructor: `aws.kms.Key("name", { … }, { … })`.
struct ResourceDeclaration: Sendable {
  var type: ResourceType
  var call: CallExpression
  /// The words in front of the arguments.
  var calleeRange: Range<Int>
  var arguments: [Expression]
  /// The local that holds the resource, and nothing else.
  var binding: Int?

  var name: StringLiteral? {
    guard case .string(let literal)? = arguments.first else { return nil }
    return literal
  }

  var properties: TableConstructor? { table(1) }
  var options: TableConstructor? { table(2) }

  private func table(_ index: Int) -> TableConstructor? {
    guard arguments.count > index, case .table(let table) = arguments[index] else { return nil }
    return table
  }

  /// The logical name as it stands in the script; nil when it is computed.
  var logicalName: String? { name.map { String(decoding: $0.value, as: UTF8.self) } }
}
