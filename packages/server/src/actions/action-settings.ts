import { isDictionary } from '../definitions/is-dictionary.ts'
import type { TypeSettings } from '../definitions/value-type.ts'
import { nearestName } from '../nearest-name.ts'
import { InvalidActionSettingsError } from './errors.ts'

/** How the actions of one app behave. */
export interface ActionSettings extends TypeSettings {
  /** Whether answers hide details. */
  readonly production: boolean
  /** Whether answers carry `X-Exit`, and outside production what the exit documents. @default true */
  readonly exitHeaders: boolean
  /** What happens to parameters that no input declares. @default 'strip' */
  readonly unknownInputs: 'strip' | 'reject'
  /** Told about mistakes that do not stop a request, such as a second exit. */
  readonly warn: (message: string) => void
}

const SWITCHES = ['exitHeaders', 'strictNumbers', 'singleValueArrays', 'parseJsonTexts'] as const

/** Every setting under `config.actions`. */
export const ACTION_KEYS: readonly string[] = [...SWITCHES, 'unknownInputs']

/**
 * Reads `config.actions`; what is not there gets its default.
 * @throws {InvalidActionSettingsError} for an unknown key or a wrong value.
 */
export function parseActionSettings(
  config: unknown,
  app: Pick<ActionSettings, 'production' | 'warn'>,
): ActionSettings {
  if (config !== undefined && !isDictionary(config)) {
    throw new InvalidActionSettingsError('config.actions must be a dictionary of settings.')
  }
  const given = config ?? {}
  refuseUnknownKeys(given)
  return {
    ...app,
    exitHeaders: readSwitch(given, 'exitHeaders', true),
    strictNumbers: readSwitch(given, 'strictNumbers', false),
    singleValueArrays: readSwitch(given, 'singleValueArrays', false),
    parseJsonTexts: readSwitch(given, 'parseJsonTexts', false),
    unknownInputs: readUnknownInputs(given['unknownInputs']),
  }
}

function refuseUnknownKeys(given: Record<string, unknown>): void {
  const known = ACTION_KEYS
  const unknown = Object.keys(given).find((key) => !known.includes(key))
  if (unknown === undefined) return
  const meant = nearestName(unknown, known)
  throw new InvalidActionSettingsError(
    `config.actions has no setting "${unknown}". ` +
      (meant === undefined ? `It knows: ${known.join(', ')}.` : `Did you mean "${meant}"?`),
  )
}

function readSwitch(
  given: Record<string, unknown>,
  name: (typeof SWITCHES)[number],
  byDefault: boolean,
): boolean {
  const value = given[name] ?? byDefault
  if (typeof value === 'boolean') return value
  throw new InvalidActionSettingsError(
    `config.actions.${name} must be true or false, not ${JSON.stringify(value)}.`,
  )
}

function readUnknownInputs(value: unknown): ActionSettings['unknownInputs'] {
  if (value === undefined || value === 'strip') return 'strip'
  if (value === 'reject') return 'reject'
  throw new InvalidActionSettingsError(
    `config.actions.unknownInputs must be "strip" or "reject", not ${JSON.stringify(value)}.`,
  )
}
