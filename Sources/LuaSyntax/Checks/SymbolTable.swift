/// Numbers for the names of a file, and for each the variable that it means at the moment.
struct SymbolTable {
  /// The symbol of variables that have no name to find them by.
  static let unnamed = 0
  static let noVariable = -1

  private var symbols: [ArraySlice<UInt8>.Key: Int] = [:]
  private var newestVariables: [Int] = [noVariable]

  mutating func symbol(of name: ArraySlice<UInt8>) -> Int {
    let key = ArraySlice<UInt8>.Key(name)
    if let symbol = symbols[key] { return symbol }
    let symbol = newestVariables.count
    symbols[key] = symbol
    newestVariables.append(Self.noVariable)
    return symbol
  }

  /// The symbol of a name that has been met before.
  func existing(_ name: ArraySlice<UInt8>) -> Int? { symbols[ArraySlice<UInt8>.Key(name)] }

  /// Index of the variable that a symbol means, or ``noVariable``.
  func newest(_ symbol: Int) -> Int { newestVariables[symbol] }

  mutating func setNewest(_ symbol: Int, _ variable: Int) {
    if symbol != Self.unnamed { newestVariables[symbol] = variable }
  }
}

extension ArraySlice<UInt8> {
  /// A name as a key of a dictionary: hashing it takes one step for eight bytes, where a slice takes one a byte.
  fileprivate struct Key: Hashable {
    let bytes: ArraySlice<UInt8>
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    static func == (one: Key, other: Key) -> Bool { one.bytes.elementsEqual(other.bytes) }

    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }
}
