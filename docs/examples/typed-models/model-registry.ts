// Made from the models of the app. Changes are lost.
import type Pet from './models/Pet.ts'
import type User from './models/User.ts'

declare module '@halyard/orm' {
  interface ModelRegistry {
    pet: typeof Pet
    user: typeof User
  }
}
