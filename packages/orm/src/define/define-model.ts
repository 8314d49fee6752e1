import { type AnyBuilder, isBuilder } from './attribute-builder.ts'
import type { AttributeDefinition, TypeName } from './attribute-definition.ts'
import type { AttributeDefinitions, ModelSettings, RecordFunctions } from './model-definition.ts'
import type { RecordOf } from './record-types.ts'

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

/** A record as functions of its own definition see it: what keys of other models are is not known there. */
type OwnRecord<Attributes, Settings> = RecordOf<
  { own: Settings & { readonly attributes: Attributes } },
  'own',
  'decrypted'
>

/** The attributes of a model that is written with builders. */
export type BuiltAttributes = Readonly<
  Record<string, AnyBuilder | AttributeDefinition | TypeName | false>
>

/** The dictionary form of attributes that were written with builders. */
export type PlainAttributes<Attributes> = {
  readonly [Name in keyof Attributes]: Attributes[Name] extends {
    readonly definition: infer Attribute
  }
    ? Attribute
    : Attributes[Name]
}

/** What `model()` gives: the settings as they are, the attributes as dictionaries. */
export type Built<Attributes, Settings> = {
  readonly [Name in keyof Settings]: Name extends 'attributes'
    ? PlainAttributes<Attributes>
    : Settings[Name]
}

/**
 * Types a model in Sails' dictionary form. Gives back what it is given.
 *
 * @example
 * export default defineModel({
 *   attributes: { name: { type: 'string', required: true }, pets: { collection: 'pet', via: 'owner' } },
 * })
 */
export function defineModel<
  const Attributes extends AttributeDefinitions,
  const Settings extends ModelSettings,
>(
  definition: { readonly attributes?: Attributes & CheckedAttributes<Attributes> } & Settings &
    RecordFunctions<OwnRecord<Attributes, Settings>>,
): Settings & { readonly attributes: Attributes } {
  return definition as Settings & { readonly attributes: Attributes }
}

/**
 * A model whose attributes are written with builders. Attributes may be dictionaries too.
 *
 * @example
 * export default model({
 *   attributes: { name: string().required(), pets: collection('pet').via('owner') },
 * })
 */
export function model<
  const Attributes extends BuiltAttributes,
  const Settings extends ModelSettings,
>(
  definition: { readonly attributes: Attributes & CheckedAttributes<Attributes> } & Settings &
    RecordFunctions<OwnRecord<PlainAttributes<Attributes>, Settings>>,
): Built<Attributes, Settings> {
  const attributes = Object.entries(definition.attributes).map(([name, attribute]) => [
    name,
    isBuilder(attribute) ? attribute.definition : attribute,
  ])
  // What the type says is what was just done, attribute by attribute.
  return { ...definition, attributes: Object.fromEntries(attributes) } as never
}
