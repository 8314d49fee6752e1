import type { ColumnAttribute, ModelSchema } from '../../schema/model-schema.ts'

/** The attribute that is the key of the model. */
export function keyOf(model: ModelSchema): ColumnAttribute {
  return columnOf(model, model.primaryKey)
}

/** The attribute of this name, which the definition of the model has made sure of. */
export function columnOf(model: ModelSchema, name: string): ColumnAttribute {
  const attribute = model.attributes.get(name)
  if (attribute?.kind === 'column') return attribute
  throw new TypeError(`The model ${model.identity} has no column for ${name}.`)
}
