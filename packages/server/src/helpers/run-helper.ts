import { inspect } from 'node:util'

import { toOutgoingError } from '../definitions/errors.ts'
import { isEnvelope, readSignal } from '../definitions/exit-signal.ts'
import { isThenable } from '../is-thenable.ts'
import { Argins } from './argins.ts'
import type { CompiledHelper } from './compile-helper.ts'
import { HelperExit, HelperFailedError } from './errors.ts'
import { ExitRun } from './exit-run.ts'
import type { HelperContext } from './helper-context.ts'

/**
 * Runs a helper once.
 * @returns its result; a promise when it has not ended yet
 * @throws (or rejects) {HelperInputsError} {HelperExit} {HelperFailedError}, and errors that `fn` throws as they are
 */
export function runHelper(
  helper: CompiledHelper,
  values: Readonly<Record<string, unknown>>,
  context: HelperContext,
): unknown {
  const inputs = helper.readInputs(new Argins(values))
  if (!(inputs instanceof Promise)) return perform(helper, inputs, context)
  const run = inputs.then((checked: unknown) => perform(helper, checked, context))
  if (!helper.isSync) return run
  run.catch(() => undefined)
  throw new HelperFailedError(helper.name, 'is sync, but a schema of its inputs answers later.')
}

function perform(helper: CompiledHelper, inputs: unknown, context: HelperContext): unknown {
  if (helper.takesExits) return performWithExits(helper, inputs, context)
  let result: unknown
  try {
    result = helper.fn.call(context, inputs)
  } catch (thrown) {
    throw toError(helper, thrown)
  }
  if (!isThenable(result)) return result
  return Promise.resolve(result).catch((thrown: unknown) => {
    throw toError(helper, thrown)
  })
}

function performWithExits(
  helper: CompiledHelper,
  inputs: unknown,
  context: HelperContext,
): unknown {
  const run = new ExitRun(helper, (signal) => toError(helper, signal), context.log)
  let result: unknown
  try {
    result = helper.fn.call(context, inputs, run.exits, context)
  } catch (thrown) {
    run.fail(thrown)
  }
  if (isThenable(result)) {
    result.then(
      (output) => run.endByReturn(output),
      (thrown: unknown) => run.fail(thrown),
    )
  }
  return helper.isSync ? run.outcomeNow() : run.outcome()
}

/** What a thrown value is to the caller. */
function toError(helper: CompiledHelper, thrown: unknown): unknown {
  const [exit, output] = readSignal(thrown)
  const description = exit === undefined ? undefined : helper.exits.get(exit)
  if (exit !== undefined && description !== undefined && exit !== 'success' && exit !== 'error') {
    return new HelperExit(helper.name, exit, description, output)
  }
  // The signal may be meant for a function further out.
  if (isEnvelope(thrown)) return thrown
  if (thrown instanceof Error) return toOutgoingError(thrown, `The helper ${helper.name}()`)
  const known = [...helper.exits.keys()].join(', ') || 'none'
  return new HelperFailedError(
    helper.name,
    `threw ${inspect(thrown)}, which is neither an Error nor one of its exits (${known}). Declare the exit, or throw an Error.`,
    thrown,
  )
}
