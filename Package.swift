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
  targets: [
    // MARK: - System libraries and C shims

    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(name: "CLuaShim", dependencies: ["CLua"]),
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

    // MARK: - CofreStdlib

    .target(name: "CofreStdlib"),

    // MARK: - CofreLua

    .target(
      name: "CofreLua",
      dependencies: [
        "CLua",
        "CLuaShim",
        "CofreModel",
        "CofreSchema",
        "CofreStdlib",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreLuaTests",
      dependencies: [
        "CLua",
        "CLuaShim",
        "CofreLua",
        "CofreModel",
        "CofreSchema",
        "CofreStdlib",
      ],
      swiftSettings: swiftSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)
