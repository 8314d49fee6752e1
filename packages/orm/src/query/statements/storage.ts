import type { Datastore } from '../../datastore/datastore.ts'
import type { Dialect, ValueCodec } from '../../dialect/dialect.ts'
import type { ColumnAttribute, ModelSchema } from '../../schema/model-schema.ts'
import { BoundedCache } from './bounded-cache.ts'

/** A model in its database: how its values travel, and the statements that were made for it. */
export interface Storage {
  readonly model: ModelSchema
  readonly datastore: Datastore
  readonly dialect: Dialect
  readonly codecs: ReadonlyMap<ColumnAttribute, AttributeCodecs>
  readonly statements: BoundedCache<unknown>
}

export interface AttributeCodecs {
  readonly encode: ValueCodec | undefined
  readonly decode: ValueCodec | undefined
  readonly decodeJson: ValueCodec | undefined
}

/** Statements that are kept for each model. More shapes than that come from outside, and are made each time. */
const MAX_STATEMENTS = 500

/** What is encrypted has a column of text, whatever the attribute's type, and is decrypted after it was read. */
const ENCRYPTED: AttributeCodecs = {
  encode: (value) => (value === null || typeof value === 'string' ? value : JSON.stringify(value)),
  decode: undefined,
  decodeJson: undefined,
}

export function createStorage(model: ModelSchema, datastore: Datastore): Storage {
  const { dialect } = datastore
  const codecs = model.columns.map(
    (attribute) => [attribute, codecsOf(dialect, attribute)] as const,
  )
  return {
    model,
    datastore,
    dialect,
    codecs: new Map(codecs),
    statements: new BoundedCache(MAX_STATEMENTS),
  }
}

function codecsOf(dialect: Dialect, attribute: ColumnAttribute): AttributeCodecs {
  if (attribute.encrypt) return ENCRYPTED
  return {
    encode: dialect.encoder(attribute),
    decode: dialect.decoder(attribute),
    decodeJson: dialect.jsonDecoder(attribute),
  }
}
