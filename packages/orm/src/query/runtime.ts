import type { ModelEncryption } from '../encryption/model-encryption.ts'
import type { ModelSchema } from '../schema/model-schema.ts'
import type { ModelValues } from '../values/model-values.ts'
import type { Storage } from './statements/storage.ts'

/** Everything that the queries of one model need. */
export interface Runtime {
  readonly model: ModelSchema
  readonly storage: Storage
  readonly values: ModelValues
  readonly encryption: ModelEncryption
  /** Of all models, by identity. */
  readonly all: ReadonlyMap<string, Runtime>
  readonly settings: RuntimeSettings
}

export interface RuntimeSettings {
  /** Refuse `undefined` in conditions and falsy criteria when reading, too. */
  readonly isStrict: boolean
  /** Milliseconds that a lifecycle callback may take. */
  readonly callbackTimeoutMs: number
  /** Told of each text once. */
  readonly warn: (message: string) => void
}

/** The runtime of an associated model, which the definitions have made sure of. */
export function runtimeOf({ all }: Runtime, identity: string): Runtime {
  const runtime = all.get(identity)
  if (runtime === undefined) throw new TypeError(`There is no model ${identity}.`)
  return runtime
}
