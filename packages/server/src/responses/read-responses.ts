import { isPlainObject } from '@halyard/protocol'

import type { HalyardError } from '../errors.ts'
import { InvalidResponseError, ReservedResponseNameError } from './errors.ts'
import type { ResponseFunction, ResponseFunctions } from './response-function.ts'

/** Names that mean something to Sails apps although no prototype has them. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['view', 'render', 'charset', '__proto__'])

/**
 * Reads the custom responses of an app.
 * @param files What the files of `api/responses` export, by name.
 * @param config `config.responses`, whose `moduleDefinitions` win over files.
 * @param isTaken Whether responses have a member of that name already.
 * @param problems Gets a {@link ReservedResponseNameError} or {@link InvalidResponseError} for each that is none.
 */
export function readCustomResponses(
  files: Readonly<Record<string, unknown>>,
  config: unknown,
  isTaken: (name: string) => boolean,
  problems: HalyardError[],
): ResponseFunctions {
  const definitions = isPlainObject(config) ? config['moduleDefinitions'] : undefined
  const functions: ResponseFunctions = {}
  const all = { ...files, ...(isPlainObject(definitions) ? definitions : {}) }
  for (const [name, definition] of Object.entries(all)) {
    if (RESERVED_NAMES.has(name) || isTaken(name)) {
      problems.push(new ReservedResponseNameError(name))
    } else if (isResponseFunction(definition)) {
      functions[name] = definition
    } else {
      problems.push(new InvalidResponseError(name, definition))
    }
  }
  return functions
}

function isResponseFunction(value: unknown): value is ResponseFunction {
  return typeof value === 'function'
}
