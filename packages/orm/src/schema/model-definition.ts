/** A model as its file exports it; nothing of it is known yet. */
export type RawDefinition = Readonly<Record<string, unknown>>

/** What the definitions are read with. */
export interface NormalizeSettings {
  /** `config.models`: settings and attributes of every model that does not say otherwise. @default {} */
  readonly defaults?: RawDefinition
  /** Names of the datastores of the app. @default any name */
  readonly datastores?: readonly string[]
  /** Files of the definitions, by the same keys; messages name them. */
  readonly files?: Readonly<Record<string, string>>
  /** @default nothing is logged */
  readonly log?: DefinitionLog
}

/** Where the reader says what it changed or finds odd. */
export interface DefinitionLog {
  readonly warn: (message: string) => void
  readonly debug: (message: string) => void
}

/** `{…}`, and no array, Date, RegExp or other thing with a class of its own. */
export function isDictionary(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Not `=== Object.prototype`: the files of an app may be loaded in a context of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
