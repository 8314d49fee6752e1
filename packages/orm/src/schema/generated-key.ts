import { isDictionary, type NormalizeSettings } from './model-definition.ts'

/**
 * The key of a model that no file defines: a number that the database counts up, with what the app says of its keys
 * (a `columnName`). A key that the app has to give, or that is a text, cannot be: nobody is there to give one.
 */
export function generatedKey({ defaults }: NormalizeSettings): Record<string, unknown> {
  const attributes = defaults?.['attributes']
  const key = isDictionary(attributes) ? attributes['id'] : undefined
  const own = isDictionary(key) && key['type'] === 'number' && key['required'] !== true ? key : {}
  return { type: 'number', autoIncrement: true, ...own }
}
