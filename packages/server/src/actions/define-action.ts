import type { InputDefinitions } from '../definitions/input-definition.ts'
import type { InputValuesOf } from '../definitions/input-values.ts'
import type { StandardSchema } from '../definitions/standard-schema.ts'
import type { ActionContext } from './action-context.ts'
import type { ActionDefinition, ExitDefinitions } from './action-definition.ts'
import type { ExitCallbacks, TakenExit } from './exit-types.ts'

/** A machine-style action whose types are known. @see defineAction */
export interface TypedAction<
  Inputs extends InputDefinitions | StandardSchema,
  Exits extends ExitDefinitions,
  Output,
> extends Omit<ActionDefinition, 'inputs' | 'exits' | 'fn'> {
  readonly inputs?: Inputs
  readonly exits?: Exits
  /**
   * Returns the output of `success`, or ends by an exit: `throw 'name'`, `throw { name: output }`, or, so that the
   * output is checked and clients know its type, `return exits.name(output)`.
   */
  readonly fn: (
    this: ActionContext,
    inputs: InputValuesOf<Inputs>,
    exits: ExitCallbacks<Exits>,
    env: ActionContext,
  ) => Output
}

/** What an action's `success` gives: `ActionOutput<typeof showUser>`. */
export type ActionOutput<Action> = Action extends {
  readonly fn: (...values: never[]) => infer Output
}
  ? Exclude<Awaited<Output>, TakenExit>
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

/** What an action has that declares no inputs, or no exits beside `success` and `error`. */
type NoneDeclared = { readonly [Name in never]: never }
