import { type AnyBuilder, isBuilder } from './attribute-builder.ts'
import type { AttributeDefinition, TypeName } from './attribute-definition.ts'
import type { ModelDefinition, ModelSettings } from './model-definition.ts'

/** A key that attributes do not have gets a type that says so. */
type CheckedAttributes<Attributes> = {
  readonly [Name in keyof Attributes]: Attributes[Name] extends AnyBuilder | TypeName | false
    ? unknown
    : {
        readonly [Key in keyof Attributes[Name]]: Key extends keyof AttributeDefinition
          ? unknown
          : NoKey<Key>
      }
}

type NoKey<Key> = `"${Key & string}" is no key of an attribute`

type Checked<Definition> = Definition extends { attributes: infer Attributes }
  ? { readonly attributes: CheckedAttributes<Attributes> }
  : unknown

/** A model that is written with builders. */
export interface BuiltDefinition extends ModelSettings {
  readonly attributes: Readonly<Record<string, AnyBuilder | AttributeDefinition | TypeName | false>>
}

/** The dictionary form of what was written with builders. */
export type Plain<Definition extends BuiltDefinition> = {
  readonly [Name in keyof Definition]: Name extends 'attributes'
    ? PlainAttributes<Definition[Name]>
    : Definition[Name]
}

type PlainAttributes<Attributes> = {
  readonly [Name in keyof Attributes]: Attributes[Name] extends {
    readonly definition: infer Attribute
  }
    ? Attribute
    : Attributes[Name]
}

/**
 * Types a model in Sails' dictionary form. Gives back what it is given.
 *
 * @example
 * export default defineModel({
 *   attributes: { name: { type: 'string', required: true }, pets: { collection: 'pet', via: 'owner' } },
 * })
 */
export function defineModel<const Definition extends ModelDefinition>(
  definition: Definition & Checked<Definition>,
): Definition {
  return definition
}

/**
 * A model whose attributes are written with builders. Attributes may be dictionaries too.
 *
 * @example
 * export default model({
 *   attributes: { name: string().required(), pets: collection('pet').via('owner') },
 * })
 */
export function model<const Definition extends BuiltDefinition>(
  definition: Definition & Checked<Definition>,
): Plain<Definition> {
  const attributes = Object.entries(definition.attributes).map(([name, attribute]) => [
    name,
    isBuilder(attribute) ? attribute.definition : attribute,
  ])
  // What the type says is what was just done, attribute by attribute.
  return { ...definition, attributes: Object.fromEntries(attributes) } as Plain<Definition>
}
