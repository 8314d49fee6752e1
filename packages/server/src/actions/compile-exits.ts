import type { ActionDefinition, ExitDefinition } from './action-definition.ts'
import type { ActionSettings } from './action-settings.ts'
import { findNameMistake } from './find-name-mistake.ts'
import { isDictionary } from './is-dictionary.ts'

/** A header as name and value. */
export type Header = readonly [name: string, value: string]

/** One way out of an action, ready to be taken. */
export interface CompiledExit {
  readonly name: string
  /** As written in the definition. */
  readonly declaredStatus: number | undefined
  /** Used when neither the definition nor the action itself sets a status. */
  readonly defaultStatus: number
  readonly responseType: string
  readonly viewTemplatePath: string
  readonly headers: readonly Header[]
  /** Headers that describe an output, sent when there is one. */
  readonly outputHeaders: readonly Header[]
}

/** The exits of an action; `success` and `error` are always there. */
export interface CompiledExits {
  readonly success: CompiledExit
  readonly error: CompiledExit
  readonly all: ReadonlyMap<string, CompiledExit>
}

type HeaderSettings = Pick<ActionSettings, 'exitHeaders' | 'production'>

/** Response types whose status is not an error's. */
const STATUS_BY_RESPONSE_TYPE: Readonly<Record<string, number>> = { redirect: 302, view: 200 }

/** Headers for development, by the key of the exit that they show. */
const DOCUMENTATION_HEADERS: readonly Header[] = [
  ['X-Exit-Friendly-Name', 'friendlyName'],
  ['X-Exit-Description', 'description'],
  ['X-Exit-Extended-Description', 'extendedDescription'],
  ['X-Exit-More-Info-Url', 'moreInfoUrl'],
]
const OUTPUT_HEADERS: readonly Header[] = [
  ['X-Exit-Output-Friendly-Name', 'outputFriendlyName'],
  ['X-Exit-Output-Description', 'outputDescription'],
]
const VIEW_HEADERS: readonly Header[] = [['X-Exit-View-Template-Path', 'viewTemplatePath']]

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
    all.set(name, compileExit(name, normalized, toHeaderSettings(definition, settings)))
  }
  const byDefault = (name: string, exit: ExitDefinition): CompiledExit => {
    const compiled =
      all.get(name) ?? compileExit(name, exit, toHeaderSettings(definition, settings))
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
  settings: HeaderSettings & { details: boolean },
): CompiledExit {
  const view = exit.viewTemplatePath ?? ''
  const responseType = exit.responseType ?? inferResponseType(name, view)
  const named: readonly Header[] = settings.exitHeaders ? [['X-Exit', name]] : []
  const described =
    responseType === 'view' ? [...DOCUMENTATION_HEADERS, ...VIEW_HEADERS] : DOCUMENTATION_HEADERS
  return {
    name,
    declaredStatus: exit.statusCode,
    defaultStatus:
      name === 'success'
        ? (STATUS_BY_RESPONSE_TYPE[responseType] ?? 200)
        : (STATUS_BY_RESPONSE_TYPE[responseType] ?? 500),
    responseType,
    viewTemplatePath: view,
    headers: settings.details ? [...named, ...toHeaders(exit, described)] : named,
    outputHeaders: settings.details && responseType === '' ? toHeaders(exit, OUTPUT_HEADERS) : [],
  }
}

function inferResponseType(name: string, view: string): string {
  if (view !== '') return 'view'
  return name === 'error' ? 'error' : ''
}

function toHeaderSettings(
  definition: ActionDefinition,
  settings: HeaderSettings,
): HeaderSettings & { details: boolean } {
  return {
    ...settings,
    exitHeaders: settings.exitHeaders && definition.disableXExitHeader !== true,
    details:
      settings.exitHeaders && !settings.production && definition.disableDevelopmentHeaders !== true,
  }
}

function toHeaders(exit: ExitDefinition, wanted: readonly Header[]): Header[] {
  return wanted.flatMap(([header, key]): Header[] => {
    const text = exit[key]
    return typeof text === 'string' && text !== '' ? [[header, toHeaderValue(text)]] : []
  })
}

/** One line of characters that Node lets into a header. */
function toHeaderValue(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[^\t\u0020-\u007E\u00A0-\u00FF]/g, '?')
}
