import type { ColumnAttribute } from '../schema/model-schema.ts'

/**
 * What the records that are there get for a new attribute: what a record that leaves it out would get. The moment of
 * the migration stands for times that nobody knows.
 */
export function baseValueOf(attribute: ColumnAttribute): unknown {
  const { timestamp, type, encrypt, hasDefaultsTo, defaultValue } = attribute
  if (timestamp === undefined) return encrypt && !hasDefaultsTo ? null : defaultValue
  const now = new Date()
  if (type === 'ref') return now
  return type === 'number' ? now.getTime() : now.toISOString()
}
