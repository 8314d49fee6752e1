import type { InputDefinition, InputDefinitions } from './input-definition.ts'
import type { SchemaInput, SchemaOutput, StandardSchema } from './standard-schema.ts'
import type { TypeNotation } from './type-notation.ts'

/** Values that `fn` gets: for a schema what it gives out, for Sails' notation what its inputs say. */
export type InputValuesOf<Inputs> = Inputs extends StandardSchema
  ? SchemaOutput<Inputs>
  : Inputs extends InputDefinitions
    ? Flat<
        { -readonly [Name in AlwaysThere<Inputs>]: ValueOf<Inputs[Name]> } & {
          -readonly [Name in Exclude<keyof Inputs, AlwaysThere<Inputs>>]?: ValueOf<Inputs[Name]>
        }
      >
    : never

/** What callers send: for a schema what it takes, else the inputs, of which those with a default may be left out. */
export type SentInputsOf<Inputs> = Inputs extends StandardSchema
  ? SchemaInput<Inputs>
  : Flat<
      { -readonly [Name in MustBeSent<Inputs>]: SentValueOf<Inputs[Name]> } & {
        -readonly [Name in Exclude<keyof Inputs, MustBeSent<Inputs>>]?: SentValueOf<Inputs[Name]>
      }
    >

/** The type of a notation: `TypeOf<['number']>` is `number[]`. */
export type TypeOf<Notation> = Notation extends 'string'
  ? string
  : Notation extends 'number'
    ? number
    : Notation extends 'boolean'
      ? boolean
      : Notation extends 'json' | 'ref'
        ? unknown
        : Notation extends readonly [infer Item]
          ? TypeOf<Item>[]
          : Notation extends Readonly<Record<string, TypeNotation>>
            ? keyof Notation extends never
              ? Record<string, unknown>
              : { -readonly [Key in keyof Notation]: TypeOf<Notation[Key]> }
            : unknown

/** Names of inputs that `fn` always gets: required ones, those with a default, and schemas that give no `undefined`. */
type AlwaysThere<Inputs> = {
  [Name in keyof Inputs]: Inputs[Name] extends StandardSchema
    ? undefined extends SchemaOutput<Inputs[Name]>
      ? never
      : Name
    : Inputs[Name] extends { readonly required: true } | { readonly defaultsTo: {} | null }
      ? Name
      : never
}[keyof Inputs]

/** Names of inputs without which a call is refused. */
type MustBeSent<Inputs> = {
  [Name in keyof Inputs]: Inputs[Name] extends StandardSchema
    ? undefined extends SchemaInput<Inputs[Name]>
      ? never
      : Name
    : Inputs[Name] extends { readonly defaultsTo: {} | null }
      ? never
      : Inputs[Name] extends { readonly required: true }
        ? Name
        : never
}[keyof Inputs]

type SentValueOf<Input> = Input extends StandardSchema ? SchemaInput<Input> : ValueOf<Input>

/** The value of one input: `ValueOf<{ type: 'string', allowNull: true }>` is `string | null`. */
type ValueOf<Input> = Input extends StandardSchema
  ? SchemaOutput<Input>
  : Input extends InputDefinition
    ? RuledTypeOf<Input> | (Input extends { readonly allowNull: true } ? null : never)
    : // In JavaScript without defineAction a type is any text.
      unknown

/** The type of an input, narrowed by `isIn`; without a type it is inferred from `isIn` or from the example. */
type RuledTypeOf<Input> = Input extends { readonly isIn: readonly (infer Allowed)[] }
  ? Allowed | (Input extends { readonly required: true } ? never : EmptyString<Allowed>)
  : Input extends { readonly type: infer Notation }
    ? TypeOf<Notation>
    : Input extends { readonly example: infer Example }
      ? Example extends string
        ? string
        : Example extends number
          ? number
          : Example extends boolean
            ? boolean
            : unknown
      : unknown

/** `''` passes `isIn` when the input is optional, as in Sails. */
type EmptyString<Allowed> = Allowed extends string ? '' : never

type Flat<Type> = { [Key in keyof Type]: Type[Key] }
