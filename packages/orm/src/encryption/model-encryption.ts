import { createSecretKey, type KeyObject } from 'node:crypto'

import { DecryptionError, UsageError } from '../errors.ts'
import type { ColumnAttribute, ModelSchema } from '../schema/model-schema.ts'
import { decryptText, encryptText, isEncrypted, keyIdOf } from './cipher.ts'

type Values = Record<string, unknown>

/** Encryption at rest of the attributes of one model that have `encrypt: true`. */
export class ModelEncryption {
  readonly #identity: string
  readonly #columns: readonly ColumnAttribute[]
  readonly #keys: ReadonlyMap<string, KeyObject>

  constructor({ identity, columns, encryptionKeys }: ModelSchema) {
    this.#identity = identity
    this.#columns = columns.filter((column) => column.encrypt)
    this.#keys = new Map([...encryptionKeys].map(([id, key]) => [id, createSecretKey(key)]))
  }

  /** Whether there is anything to do: no attribute may be encrypted. */
  get isUsed(): boolean {
    return this.#columns.length > 0
  }

  /**
   * Encrypts values on their way into the database, in place: they are those that `ModelValues` made. What says
   * nothing (`null`, `''`, 0, `false`) stays as it is, and so does what is encrypted already.
   *
   * @param keyId What `meta({ encryptWith })` says. @default 'default'
   * @throws {UsageError} `E_INVALID_META` when there is no such key.
   */
  encrypt(values: Values, keyId = 'default'): void {
    if (this.#columns.length === 0) return
    const key = this.#keys.get(keyId)
    if (key === undefined) throw this.#unknownKey(keyId)
    for (const { name } of this.#columns) {
      const value = values[name]
      if (value && !isEncrypted(value))
        values[name] = encryptText(JSON.stringify(value), keyId, key)
    }
  }

  /**
   * Decrypts a record that came from the database, in place, each value with the key that it names.
   * @throws {DecryptionError} when a value was changed, or its key is not there.
   */
  decrypt(record: Values): void {
    for (const column of this.#columns) {
      const value = record[column.name]
      if (isEncrypted(value)) record[column.name] = this.#read(column, value)
      else if (typeof value === 'string' && column.type !== 'string')
        record[column.name] = fromText(value)
    }
  }

  #read({ name }: ColumnAttribute, text: string): unknown {
    const keyId = keyIdOf(text) ?? ''
    const key = this.#keys.get(keyId)
    if (key === undefined)
      throw new DecryptionError(this.#identity, name, `There is no key \`${keyId}\`.`)
    try {
      return JSON.parse(decryptText(text, key)) as unknown
    } catch (error) {
      throw new DecryptionError(
        this.#identity,
        name,
        'The value or the key is not the one it was.',
        error,
      )
    }
  }

  #unknownKey(keyId: string): UsageError {
    return new UsageError(
      'E_INVALID_META',
      `\`encryptWith\` names the key \`${keyId}\`; known are: ${[...this.#keys.keys()].join(', ')}.`,
      { modelIdentity: this.#identity },
    )
  }
}

/** 0 and `false` are stored as they are, and come back as text from the column of an encrypted attribute. */
function fromText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
