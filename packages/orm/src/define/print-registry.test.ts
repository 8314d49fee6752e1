import { expect, test } from 'vitest'

import { printModelRegistry } from './print-registry.ts'

const MODELS = [
  { identity: 'user', globalId: 'User', from: '../api/models/User.ts' },
  { identity: 'pet', globalId: 'Pet', from: '../api/models/Pet.js' },
]

test('the registry names each model and where its definition is, in the order of the names', () => {
  expect(printModelRegistry(MODELS)).toBe(`// Made from the models of the app. Changes are lost.
import type Pet from '../api/models/Pet.js'
import type User from '../api/models/User.ts'

declare module '@halyard/orm' {
  interface ModelRegistry {
    pet: typeof Pet
    user: typeof User
  }
}
`)
})

test('models that are globals are declared as such', () => {
  const text = printModelRegistry(MODELS, { globals: true, packageName: 'halyard' })

  expect(text).toContain("import type { Model } from 'halyard'")
  expect(text).toContain("  var User: Model<'user'>")
})
