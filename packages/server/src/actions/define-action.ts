import type { ActionContext } from './action-context.ts'
import type {
  ActionDefinition,
  ExitDefinitions,
  InputDefinition,
  InputDefinitions,
} from './action-definition.ts'
import type { SchemaOutput, StandardSchema } from './standard-schema.ts'
import type { TypeNotation } from './type-notation.ts'

/** A machine-style action whose types are known. @see defineAction */
export interface TypedAction<
  Inputs extends InputDefinitions | StandardSchema,
  Exits extends ExitDefinitions,
  Output,
> extends Omit<ActionDefinition, 'inputs' | 'exits' | 'fn'> {
  readonly inputs?: Inputs
  readonly exits?: Exits
  /** Returns the output of `success`, or ends by an exit: `throw 'name'`, `throw { name: output }`, `exits.name()`. */
  readonly fn: (
    this: ActionContext,
    inputs: InputValuesOf<Inputs>,
    exits: ExitCallbacks<Exits>,
    env: ActionContext,
  ) => Output
}

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

/** Functions that end an action: `exits.success(output)`, and one for each exit that is declared. */
export type ExitCallbacks<Exits extends ExitDefinitions> = Readonly<
  Record<keyof Exits | 'success' | 'error', (output?: unknown) => void>
>

/** What a client gets from an action's `success`: `ActionOutput<typeof showUser>`. */
export type ActionOutput<Action> = Action extends {
  readonly fn: (...values: never[]) => infer Output
}
  ? Awaited<Output>
  : never

/** What an action takes: `ActionInputs<typeof showUser>`. */
export type ActionInputs<Action> = Action extends {
  readonly fn: (inputs: infer Inputs, ...rest: never[]) => unknown
}
  ? Inputs
  : never

/**
 * Gives a machine-style action the types of its inputs, its exits and its output. Changes nothing else: what comes back
 * is what was passed, and is registered like any other action.
 * @example
 * export default defineAction({
 *   inputs: { id: { type: 'number', required: true } },
 *   exits: { notFound: 404 },
 *   async fn({ id }) {
 *     return (await findUser(id)) ?? this.res.notFound()
 *   },
 * })
 */
export function defineAction<
  const Inputs extends InputDefinitions | StandardSchema = NoneDeclared,
  const Exits extends ExitDefinitions = NoneDeclared,
  Output = unknown,
>(action: TypedAction<Inputs, Exits, Output>): TypedAction<Inputs, Exits, Output> {
  return action
}

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

/** The value of one input: `ValueOf<{ type: 'string', allowNull: true }>` is `string | null`. */
type ValueOf<Input> = Input extends StandardSchema
  ? SchemaOutput<Input>
  : Input extends InputDefinition
    ? RuledTypeOf<Input> | (Input extends { readonly allowNull: true } ? null : never)
    : never

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

/** What an action has that declares no inputs, or no exits beside `success` and `error`. */
type NoneDeclared = { readonly [Name in never]: never }

type Flat<Type> = { [Key in keyof Type]: Type[Key] }
