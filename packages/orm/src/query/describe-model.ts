import type { AttributeSchema, ModelSchema, ModelSchemas } from '../schema/model-schema.ts'
import type { Association, ModelDescription } from './model.ts'

/** What a model tells about itself, in the words of its definition: for hooks, blueprints and apps. */
export function describeModel(model: ModelSchema, schemas: ModelSchemas): ModelDescription {
  const attributes = [...model.attributes.values()]
  return {
    attributes: Object.fromEntries(attributes.map(({ name, definition }) => [name, definition])),
    schema: Object.fromEntries(
      attributes.map((attribute) => [attribute.name, withColumn(attribute)]),
    ),
    associations: attributes.flatMap((attribute) => toAssociation(attribute, schemas) ?? []),
  }
}

function withColumn(attribute: AttributeSchema): Readonly<Record<string, unknown>> {
  const { definition } = attribute
  return attribute.kind === 'column'
    ? { ...definition, columnName: attribute.columnName }
    : definition
}

function toAssociation(attribute: AttributeSchema, schemas: ModelSchemas): Association | undefined {
  if (attribute.kind === 'column') {
    const { name, references } = attribute
    return references === undefined ? undefined : { alias: name, type: 'model', model: references }
  }
  const { name, collection, storage } = attribute
  const via = storage.kind === 'child' ? storage.foreignKey : storage.via
  const isKnown = via !== undefined && schemas.get(collection)?.attributes.has(via)
  return { alias: name, type: 'collection', collection, ...(isKnown && { via }) }
}
