import { isDictionary } from '../definitions/is-dictionary.ts'
import type { Handler, Next } from '../request/handler.ts'
import type { ActionDefinition } from './action-definition.ts'
import type { ActionSettings } from './action-settings.ts'
import { compileAction } from './compile-action.ts'
import { ActionCalledNextError, InvalidActionError } from './errors.ts'
import { runAction } from './run-action.ts'

/** The handler of a machine-style action, which can tell its definition. */
export interface DefinedActionHandler extends Handler {
  toJSON(): ActionDefinition
}

/**
 * Makes a handler of a classic action `(req, res)` or a machine-style definition. All checks and all compiling happen
 * here, once.
 * @throws {InvalidActionError} when it is neither, or when the definition has mistakes.
 */
export function normalizeAction(
  definition: unknown,
  identity: string,
  source: string,
  settings: ActionSettings,
): Handler | DefinedActionHandler {
  if (typeof definition === 'function') return normalizeClassic(definition, identity)
  if (!isDictionary(definition)) {
    throw new InvalidActionError(identity, source, [
      'an action is a function (req, res) or a definition { inputs, exits, fn }',
    ])
  }
  return normalizeDefinition(unwrapMachine(definition), identity, source, settings)
}

function normalizeDefinition(
  definition: ActionDefinition,
  identity: string,
  source: string,
  settings: ActionSettings,
): DefinedActionHandler {
  const action = compileAction(definition, identity, source, settings)
  const handler: Handler = (req, res, next?: Next) => runAction(action, req, res, next)
  return Object.assign(handler, { toJSON: () => definition })
}

/** Sails also takes the definition under the key `machine`, beside the options for the response. */
function unwrapMachine(definition: Record<string, unknown>): ActionDefinition {
  const { machine, ...options } = definition
  return isDictionary(machine) ? { ...machine, ...options } : definition
}

function normalizeClassic(action: Function, identity: string): Handler {
  // A function without the parameter gets nothing to call, so that only those who ask for `next` pay for the refusal.
  if (action.length < 3) return (req, res) => action(req, res)
  return (req, res, next) =>
    action(req, res, (cause?: unknown) => {
      next(new ActionCalledNextError(identity, cause))
    })
}
