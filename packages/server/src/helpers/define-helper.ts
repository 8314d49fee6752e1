import type { InputDefinitions } from '../definitions/input-definition.ts'
import type { SentInputsOf, InputValuesOf } from '../definitions/input-values.ts'
import type { StandardSchema } from '../definitions/standard-schema.ts'
import type { HelperCall } from './helper-call.ts'
import type { HelperContext } from './helper-context.ts'
import type { HelperDefinition, HelperExitDefinitions } from './helper-definition.ts'
import type { HelperUsage } from './helper-usage.ts'

/** A helper whose types are known. @see defineHelper */
export interface TypedHelper<
  Inputs extends InputDefinitions | StandardSchema,
  Exits extends HelperExitDefinitions,
  Args extends readonly string[],
  Sync extends boolean,
  Output,
> extends Omit<HelperDefinition, 'inputs' | 'exits' | 'args' | 'sync' | 'fn'> {
  readonly inputs?: Inputs
  readonly exits?: Exits
  readonly args?: Args
  readonly sync?: Sync
  /** Returns the result, or ends by an exit: `throw 'name'`, `throw { name: output }`, `exits.name()`. */
  readonly fn: (
    this: HelperContext,
    inputs: InputValuesOf<Inputs>,
    exits: Readonly<Record<keyof Exits | 'success' | 'error', (output?: unknown) => void>>,
    env: HelperContext,
  ) => Output
}

/**
 * Gives a helper the types of its inputs, its exits and its result. Changes nothing else: what comes back is what was
 * passed.
 * @example
 * export default defineHelper({
 *   inputs: { name: { type: 'string', required: true } },
 *   exits: { tooLong: { description: 'Nobody is called like that.' } },
 *   async fn({ name }) {
 *     if (name.length > 100) throw 'tooLong'
 *     return `Hello ${name}!`
 *   },
 * })
 */
export function defineHelper<
  const Inputs extends InputDefinitions | StandardSchema = NoneDeclared,
  const Exits extends HelperExitDefinitions = NoneDeclared,
  const Args extends readonly string[] = readonly string[],
  const Sync extends boolean = false,
  Output = unknown,
>(
  helper: TypedHelper<Inputs, Exits, Args, Sync, Output>,
): TypedHelper<Inputs, Exits, Args, Sync, Output> {
  return helper
}

/**
 * The function by which a helper is called, for {@link HelperRegistry}.
 *
 * Types do not tell in which order inputs are written. Arguments one after the other are known for a helper with
 * `args`, with one input, or with `Order`; otherwise only `.with()` checks.
 */
export type HelperOf<Definition, Order extends readonly string[] = OrderOf<Definition>> = Callable<
  SentInputsOf<InputsOf<Definition>>,
  PositionalOf<Order, SentInputsOf<InputsOf<Definition>>>,
  ResultOf<Definition>
>

/** A helper as code calls it. */
export interface Callable<Argins, Positional extends readonly unknown[], Result> {
  (...values: Positional): Result
  /** Calls it with values by the names of its inputs. */
  with(...values: {} extends Argins ? [values?: Argins] : [values: Argins]): Result
  /** The same helper, called in another way. */
  customize(usage: Partial<HelperUsage>): (...values: unknown[]) => unknown
  getDef(): HelperDefinition
}

/** What a call gives: the value itself of a helper with `sync: true`, else a promise with more methods. */
type ResultOf<Definition> =
  IsSync<Definition> extends true
    ? OutputOf<Definition>
    : HelperCall<Awaited<OutputOf<Definition>>, ExitNamesOf<Definition>>

type IsSync<Definition> = Definition extends { readonly sync?: infer Sync }
  ? [NonNullable<Sync>] extends [true]
    ? 'sync' extends keyof Definition
      ? true
      : false
    : false
  : false

type OutputOf<Definition> = Definition extends { readonly fn: (...values: never[]) => infer Output }
  ? Output
  : unknown

type InputsOf<Definition> = Definition extends { readonly inputs?: infer Inputs }
  ? NonNullable<Inputs>
  : NoneDeclared

type ExitNamesOf<Definition> = Definition extends { readonly exits?: infer Exits }
  ? Extract<keyof NonNullable<Exits>, string>
  : never

/** Names of the arguments as far as they are known: `string[]` when they are not. */
type OrderOf<Definition> = Definition extends {
  readonly args?: infer Args extends readonly string[]
}
  ? string[] extends Args
    ? OnlyInput<keyof SentInputsOf<InputsOf<Definition>>>
    : readonly string[] extends Args
      ? OnlyInput<keyof SentInputsOf<InputsOf<Definition>>>
      : Args
  : OnlyInput<keyof SentInputsOf<InputsOf<Definition>>>

/** The order of one input, or none: `OnlyInput<'id'>` is `['id']`, `OnlyInput<'a' | 'b'>` is `string[]`. */
type OnlyInput<Name, Each = Name> = [Name] extends [never]
  ? []
  : Name extends string
    ? [Each] extends [Name]
      ? [Name]
      : string[]
    : string[]

/** Arguments by their names: `PositionalOf<['id'], { id: number }>` is `[number]`. */
type PositionalOf<Order extends readonly string[], Argins> = Order extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? First extends '{*}'
    ? [others?: Partial<Argins>]
    : First extends keyof Argins
      ? undefined extends Argins[First]
        ? [value?: Argins[First], ...rest: PositionalOf<Rest, Argins>]
        : [value: Argins[First], ...rest: PositionalOf<Rest, Argins>]
      : never
  : Order extends readonly []
    ? []
    : Argins[keyof Argins][]

/** What a helper has that declares no inputs, or no exits. */
type NoneDeclared = { readonly [Name in never]: never }
