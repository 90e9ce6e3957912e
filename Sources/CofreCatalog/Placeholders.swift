package import CofreSchema

extension Catalog.Azure { package static let types: [ResourceType] = [] }
