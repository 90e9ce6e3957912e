/// The classes of bytes that Lua's lexer knows, which are ASCII's whatever the locale.
extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 48 < 10 }
  @inline(__always) var isNameStart: Bool { (self | 0x20) &- 97 < 26 || self == 95 }
  @inline(__always) package var isNamePart: Bool { (self | 0x20) &- 97 < 26 || self &- 48 < 10 || self == 95 }
  @inline(__always) var isHexDigit: Bool { self &- 48 < 10 || (self | 0x20) &- 97 < 6 }
  @inline(__always) var isNewline: Bool { self == 10 || self == 13 }
  /// Space, tab, vertical tab, form feed; not the ends of lines.
  @inline(__always) var isBlank: Bool { self == 32 || self == 9 || self == 11 || self == 12 }

  /// The value of a hexadecimal digit; callers have checked ``isHexDigit``.
  @inline(__always) var hexValue: UInt8 { self < 58 ? self &- 48 : (self | 0x20) &- 87 }
}
