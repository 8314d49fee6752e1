import { isDictionary } from '../definitions/is-dictionary.ts'
import type { Handler } from '../request/handler.ts'

/** What an app has to answer with. */
export interface Answers {
  /** Whether `res` has a method of that name. */
  hasResponse(name: string): boolean
  /** Whether there is a view at that path. */
  hasView(path: string): boolean
}

/** Response types that are no methods of `res`, or need more than their name. */
const OWN_TYPES: ReadonlySet<unknown> = new Set([
  ...[undefined, '', 'error', 'html', 'json', 'redirect', 'status', 'view'],
])

/**
 * Says which exits name a response or a view that the app does not have, so that whoever takes one gets a 500.
 * @returns one text for each
 */
export function findMissingAnswers(
  actions: Readonly<Record<string, Handler>>,
  answers: Answers,
): string[] {
  return Object.entries(actions).flatMap(([identity, action]) =>
    exitsOf(action).flatMap(([name, exit]) => {
      const missing = findMissing(exit, answers)
      return missing === undefined ? [] : [`"${name}" of "${identity}": ${missing}`]
    }),
  )
}

function exitsOf(action: Handler): [name: string, exit: Record<string, unknown>][] {
  const definition: unknown =
    'toJSON' in action ? Reflect.apply(Object(action.toJSON), action, []) : {}
  const exits = isDictionary(definition) ? definition['exits'] : undefined
  return Object.entries(isDictionary(exits) ? exits : {}).flatMap(([name, exit]) =>
    isDictionary(exit) ? [[name, exit]] : [],
  )
}

function findMissing(exit: Record<string, unknown>, answers: Answers): string | undefined {
  const { responseType, viewTemplatePath: view } = exit
  if (typeof view === 'string' && !answers.hasView(view)) return `there is no view ${view}`
  if (OWN_TYPES.has(responseType) || answers.hasResponse(String(responseType))) return undefined
  return `there is no res.${String(responseType)}(), and no api/responses/${String(responseType)}`
}
