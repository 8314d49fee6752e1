import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, throwProblems } from '../errors.ts'
import { InvalidResponseError, ReservedResponseNameError } from './errors.ts'
import type { ResponseFunction, ResponseFunctions } from './response-function.ts'

/** Names that mean something to Sails apps although no prototype has them. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['view', 'render', 'charset', '__proto__'])

/**
 * Reads `config.responses.moduleDefinitions`: custom responses by name.
 * @param isTaken Whether responses have a member of that name already.
 * @throws {ReservedResponseNameError | InvalidResponseError} and for more than one of them `LiftProblemsError`.
 */
export function readCustomResponses(
  config: unknown,
  isTaken: (name: string) => boolean,
): ResponseFunctions {
  const definitions = isPlainObject(config) ? config['moduleDefinitions'] : undefined
  const problems: HalyardError[] = []
  const functions: ResponseFunctions = {}
  for (const [name, definition] of Object.entries(definitions ?? {})) {
    if (RESERVED_NAMES.has(name) || isTaken(name)) {
      problems.push(new ReservedResponseNameError(name))
    } else if (isResponseFunction(definition)) {
      functions[name] = definition
    } else {
      problems.push(new InvalidResponseError(name, definition))
    }
  }
  throwProblems(problems)
  return functions
}

function isResponseFunction(value: unknown): value is ResponseFunction {
  return typeof value === 'function'
}
