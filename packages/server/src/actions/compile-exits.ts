import { findNameMistake } from '../definitions/find-name-mistake.ts'
import { isDictionary } from '../definitions/is-dictionary.ts'
import type { ActionDefinition, ExitDefinition } from './action-definition.ts'
import { compileExitHeaders, type ExitHeaders, type HeaderSettings } from './exit-headers.ts'

/** One way out of an action, ready to be taken. */
export interface CompiledExit extends ExitHeaders {
  readonly name: string
  /** As written in the definition. */
  readonly declaredStatus: number | undefined
  /** Used when neither the definition nor the action itself sets a status. */
  readonly defaultStatus: number
  readonly responseType: string
  readonly viewTemplatePath: string
}

/** The exits of an action; `success` and `error` are always there. */
export interface CompiledExits {
  readonly success: CompiledExit
  readonly error: CompiledExit
  readonly all: ReadonlyMap<string, CompiledExit>
}

/** Response types whose status is not an error's. */
const STATUS_BY_RESPONSE_TYPE: Readonly<Record<string, number>> = { redirect: 302, view: 200 }

/**
 * Compiles the exits of an action.
 * @param mistakes Gets a text for each mistake of the definition.
 */
export function compileExits(
  definition: ActionDefinition,
  settings: HeaderSettings,
  mistakes: string[],
): CompiledExits {
  const all = new Map<string, CompiledExit>()
  for (const [name, exit] of Object.entries(readExits(definition, mistakes))) {
    const normalized = normalizeExit(name, exit, mistakes)
    all.set(name, compileExit(name, normalized, definition, settings))
  }
  const byDefault = (name: string, exit: ExitDefinition): CompiledExit => {
    const compiled = all.get(name) ?? compileExit(name, exit, definition, settings)
    all.set(name, compiled)
    return compiled
  }
  return {
    success: byDefault('success', {}),
    error: byDefault('error', { description: 'An unexpected error occurred.' }),
    all,
  }
}

/** Exits that say nothing about their answer, so that they end as a 500 which may surprise. */
export function exitsWithoutAnswer({ all }: CompiledExits): string[] {
  return [...all.values()]
    .filter(
      ({ name, responseType, declaredStatus }) =>
        name !== 'success' && responseType === '' && declaredStatus === undefined,
    )
    .map(({ name }) => name)
}

function readExits(definition: ActionDefinition, mistakes: string[]): Record<string, unknown> {
  const exits: unknown = definition.exits ?? {}
  if (isDictionary(exits)) return exits
  mistakes.push('exits must be a dictionary of exits')
  return {}
}

function normalizeExit(name: string, exit: unknown, mistakes: string[]): ExitDefinition {
  const found: string[] = []
  const nameMistake = findNameMistake(name)
  if (nameMistake !== undefined) found.push(`it needs another name: ${nameMistake}`)
  const definition = typeof exit === 'number' ? { statusCode: exit } : exit
  if (isDictionary(definition)) found.push(...findMistakes(definition))
  else found.push('it must be a dictionary such as { statusCode: 404 }, or a status')
  mistakes.push(...found.map((mistake) => `the exit "${name}": ${mistake}`))
  if (!isDictionary(definition)) return {}
  // A status in quotes is taken, as in Sails.
  const { statusCode } = definition
  return typeof statusCode === 'string'
    ? { ...definition, statusCode: Number(statusCode) }
    : definition
}

function findMistakes(exit: Record<string, unknown>): string[] {
  const found: string[] = []
  if ('type' in exit) found.push('write outputType instead of type')
  if ('example' in exit) found.push('write outputExample instead of example')
  const { statusCode, responseType, viewTemplatePath } = exit
  if (statusCode !== undefined && !isStatus(Number(statusCode))) {
    found.push('statusCode must be a number from 100 to 599')
  }
  if (responseType !== undefined && typeof responseType !== 'string') {
    found.push("responseType must be a string such as 'redirect' or 'notFound'")
  }
  if (
    viewTemplatePath !== undefined &&
    (typeof viewTemplatePath !== 'string' || viewTemplatePath === '')
  ) {
    found.push('viewTemplatePath must be the path of a view without its extension')
  }
  if (responseType === 'view' && viewTemplatePath === undefined) {
    found.push("responseType 'view' needs a viewTemplatePath")
  }
  return found
}

function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 100 && status <= 599
}

function compileExit(
  name: string,
  exit: ExitDefinition,
  definition: ActionDefinition,
  settings: HeaderSettings,
): CompiledExit {
  const view = exit.viewTemplatePath ?? ''
  const responseType = exit.responseType ?? inferResponseType(name, view)
  const otherwise = name === 'success' ? 200 : 500
  return {
    name,
    declaredStatus: exit.statusCode,
    defaultStatus: STATUS_BY_RESPONSE_TYPE[responseType] ?? otherwise,
    responseType,
    viewTemplatePath: view,
    ...compileExitHeaders(name, exit, responseType, definition, settings),
  }
}

function inferResponseType(name: string, view: string): string {
  if (view !== '') return 'view'
  return name === 'error' ? 'error' : ''
}
