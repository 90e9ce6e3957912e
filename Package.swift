// swift-tools-version: 6.2
import PackageDescription

// How this file is kept: one `MARK` section a target (its test target directly below it), sections from the bottom
// layer to the top one, one dependency a line, arrays sorted. Arrows point down only; ARCHITECTURE.md says what each
// target must not know, and Tests/ArchitectureTests checks it.

let warningsAreErrors = Context.environment["CI"] != nil

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
  name: "cofre",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
  ],
  targets: [
    // MARK: - System libraries and C shims

    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),

    // MARK: - CofreJSON

    .target(name: "CofreJSON", swiftSettings: swiftSettings),
    .testTarget(name: "CofreJSONTests", dependencies: ["CofreJSON"], swiftSettings: swiftSettings),

    // MARK: - CofreCrypto

    .target(name: "CofreCrypto", dependencies: ["COpenSSL"], swiftSettings: swiftSettings),
    .testTarget(name: "CofreCryptoTests", dependencies: ["CofreCrypto"], swiftSettings: swiftSettings),

    // MARK: - CofreModel

    .target(name: "CofreModel", swiftSettings: swiftSettings),
    .testTarget(name: "CofreModelTests", dependencies: ["CofreModel"], swiftSettings: swiftSettings),

    // MARK: - CofreSchema

    .target(
      name: "CofreSchema",
      dependencies: [
        "CofreJSON",
        "CofreModel",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(name: "CofreSchemaTests", dependencies: ["CofreModel", "CofreSchema"], swiftSettings: swiftSettings),

    // MARK: - CofreProvider

    .target(
      name: "CofreProvider",
      dependencies: [
        "CofreModel",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreProviderTests",
      dependencies: [
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreHTTP

    .target(name: "CofreHTTP", swiftSettings: swiftSettings),

    // MARK: - CofreSandbox

    .target(
      name: "CofreSandbox",
      dependencies: [
        "COpenSSL",
        "CofreCrypto",
        "CofreJSON",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreSandboxTests",
      dependencies: [
        "CofreCrypto",
        "CofreJSON",
        "CofreSandbox",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - cofre-sandbox

    .executableTarget(
      name: "cofre-sandbox",
      dependencies: [
        "CofreCrypto",
        "CofreJSON",
        "CofreSandbox",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: swiftSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)
