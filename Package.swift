// swift-tools-version: 6.2
import PackageDescription

// How this file is kept: one `MARK` section a target (its test target directly below it), sections from the bottom
// layer to the top one, one dependency a line, arrays sorted. Arrows point down only; ARCHITECTURE.md says what each
// target must not know, and scripts/check-layers checks it.

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
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  ],
  targets: [
    // MARK: - System libraries and C shims

    .target(name: "CCurlShim"),
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(name: "CLuaShim", dependencies: ["CLua"]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "COpenSSLShim"),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    // MARK: - What tests share

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: swiftSettings),

    // MARK: - CofreJSON

    .target(name: "CofreJSON", swiftSettings: swiftSettings),
    .testTarget(name: "CofreJSONTests", dependencies: ["CofreJSON"], swiftSettings: swiftSettings),

    // MARK: - CofreCrypto

    .target(name: "CofreCrypto", dependencies: ["COpenSSLShim"], swiftSettings: swiftSettings),
    .testTarget(name: "CofreCryptoTests", dependencies: ["CofreCrypto"], swiftSettings: swiftSettings),

    // MARK: - LanguageServerProtocol

    .target(name: "LanguageServerProtocol", dependencies: ["CofreJSON"], swiftSettings: swiftSettings),
    .testTarget(
      name: "LanguageServerProtocolTests",
      dependencies: [
        "CofreJSON",
        "LanguageServerProtocol",
        "TestSupport",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - LuaSyntax

    .target(name: "LuaSyntax", swiftSettings: swiftSettings),
    .testTarget(
      name: "LuaSyntaxTests",
      dependencies: [
        "LuaSyntax",
        "TestSupport",
      ],
      resources: [.copy("Corpus")],
      swiftSettings: swiftSettings
    ),

    // MARK: - LuaFormatting

    .target(name: "LuaFormatting", dependencies: ["LuaSyntax"], swiftSettings: swiftSettings),
    .testTarget(
      name: "LuaFormattingTests",
      dependencies: [
        "LuaFormatting",
        "LuaSyntax",
        "TestSupport",
      ],
      exclude: ["Fixtures"],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreStdlib

    .target(name: "CofreStdlib"),

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
    .testTarget(
      name: "CofreSchemaTests",
      dependencies: [
        "CofreModel",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreCatalog

    .target(
      name: "CofreCatalog",
      dependencies: [
        "CofreModel",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),

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

    .target(name: "CofreHTTP", dependencies: ["CCurlShim"], swiftSettings: swiftSettings),
    .testTarget(name: "CofreHTTPTests", dependencies: ["CofreHTTP"], swiftSettings: swiftSettings),

    // MARK: - CofreState

    .target(
      name: "CofreState",
      dependencies: [
        "CofreCrypto",
        "CofreJSON",
        "CofreModel",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreStateTests",
      dependencies: [
        "CofreCrypto",
        "CofreJSON",
        "CofreModel",
        "CofreState",
        "TestSupport",
      ],
      exclude: ["Vectors"],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreProject

    .target(
      name: "CofreProject",
      dependencies: [
        "CofreModel",
        "CofreSettings",
        "CofreState",
        "CYAML",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreProjectTests",
      dependencies: [
        "CofreModel",
        "CofreProject",
        "CofreSettings",
        "CofreState",
        "TestSupport",
      ],
      swiftSettings: swiftSettings
    ),

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

    // MARK: - CofreEngine

    .target(
      name: "CofreEngine",
      dependencies: [
        "CofreCrypto",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreEngineTests",
      dependencies: [
        "CofreCrypto",
        "CofreEngine",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
        "TestSupport",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreLocal

    .target(name: "CofreLocal", dependencies: ["CofreProvider"], swiftSettings: swiftSettings),

    // MARK: - CofreAWS

    .target(
      name: "CofreAWS",
      dependencies: [
        "CofreCrypto",
        "CofreHTTP",
        "CofreJSON",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreAWSTests",
      dependencies: [
        "CofreAWS",
        "CofreCatalog",
        "CofreHTTP",
        "CofreJSON",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreGCP

    .target(
      name: "CofreGCP",
      dependencies: [
        "CofreCatalog",
        "CofreCrypto",
        "CofreHTTP",
        "CofreJSON",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreGCPTests",
      dependencies: [
        "CofreCatalog",
        "CofreGCP",
        "CofreHTTP",
        "CofreJSON",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreAzure

    .target(
      name: "CofreAzure",
      dependencies: [
        "CofreCatalog",
        "CofreCrypto",
        "CofreHTTP",
        "CofreJSON",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreAzureTests",
      dependencies: [
        "CofreAzure",
        "CofreCatalog",
        "CofreHTTP",
        "CofreJSON",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreSettings

    .target(name: "CofreSettings", swiftSettings: swiftSettings),
    .testTarget(name: "CofreSettingsTests", dependencies: ["CofreSettings"], swiftSettings: swiftSettings),

    // MARK: - CofreAnalysis

    .target(
      name: "CofreAnalysis",
      dependencies: [
        "CofreCatalog",
        "CofreModel",
        "CofreSchema",
        "CofreSettings",
        "LuaSyntax",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreAnalysisTests",
      dependencies: [
        "CofreAnalysis",
        "CofreModel",
        "CofreSchema",
        "CofreSettings",
        "LuaSyntax",
        "TestSupport",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreWorkspace

    .target(
      name: "CofreWorkspace",
      dependencies: [
        "CofreAnalysis",
        "CofreJSON",
        "CofreSettings",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreWorkspaceTests",
      dependencies: [
        "CofreAnalysis",
        "CofreWorkspace",
        "LuaSyntax",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreLanguageServer

    .target(
      name: "CofreLanguageServer",
      dependencies: [
        "CofreAnalysis",
        "CofreJSON",
        "CofreModel",
        "CofreSettings",
        "CofreWorkspace",
        "LanguageServerProtocol",
        "LuaFormatting",
        "LuaSyntax",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreLanguageServerTests",
      dependencies: [
        "CofreAnalysis",
        "CofreJSON",
        "CofreLanguageServer",
        "CofreModel",
        "CofreSettings",
        "CofreWorkspace",
        "LanguageServerProtocol",
        "LuaSyntax",
        "TestSupport",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofrePlanning

    .target(
      name: "CofrePlanning",
      dependencies: [
        "CofreAnalysis",
        "CofreEngine",
        "CofreJSON",
        "CofreModel",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofrePlanningTests",
      dependencies: [
        "CofreAnalysis",
        "CofreEngine",
        "CofreJSON",
        "CofreLua",
        "CofreModel",
        "CofrePlanning",
        "CofreProvider",
        "CofreSchema",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - CofreCLI

    .target(
      name: "CofreCLI",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        "CofreAnalysis",
        "CofreAWS",
        "CofreAzure",
        "CofreCatalog",
        "CofreCrypto",
        "CofreEngine",
        "CofreGCP",
        "CofreHTTP",
        "CofreJSON",
        "CofreLanguageServer",
        "CofreLocal",
        "CofreLua",
        "CofreModel",
        "CofrePlanning",
        "CofreProject",
        "CofreProvider",
        "CofreSchema",
        "CofreSettings",
        "CofreState",
        "CofreStdlib",
        "CofreWorkspace",
        "LuaFormatting",
        "LuaSyntax",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreCLITests",
      dependencies: [
        "CofreAnalysis",
        "CofreCLI",
        "CofreJSON",
        "CofreLanguageServer",
        "CofreModel",
        "CofreProject",
        "CofreSettings",
        "CofreState",
        "CofreStdlib",
        "CofreWorkspace",
        "LuaSyntax",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - cofre

    .executableTarget(name: "cofre", dependencies: ["CofreCLI"], swiftSettings: swiftSettings),

    // MARK: - CofreSandbox

    .target(
      name: "CofreSandbox",
      dependencies: [
        "CofreCrypto",
        "CofreJSON",
        "COpenSSL",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "CofreSandboxTests",
      dependencies: [
        "CofreCrypto",
        "CofreJSON",
        "CofreSandbox",
        "TestSupport",
      ],
      swiftSettings: swiftSettings
    ),

    // MARK: - cofre-sandbox

    .executableTarget(
      name: "cofre-sandbox",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        "CofreJSON",
        "CofreSandbox",
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

    // MARK: - Scenarios of the command line

    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "cofre",
        "cofre-sandbox",
      ],
      exclude: ["Scenarios"],
      swiftSettings: swiftSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)
