import { resolve } from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../../../errors.ts'
import { nearestName } from '../../../nearest-name.ts'
import { toByteCount } from '../body-settings.ts'
import { InvalidHttpConfigError } from '../errors.ts'

/** How files of forms are taken: `config.http.uploads`. */
export interface UploadSettings {
  /** Absolute path of the folder for files that are stored without a folder of their own. */
  readonly dirname: string
  /** Most bytes of all files of one `upload()`. */
  readonly maxBytes: number
  /** Most bytes of all files of one request, unless its uploads are allowed more together. */
  readonly maxRequestBytes: number
  readonly maxFiles: number
  readonly maxFields: number
  /** Milliseconds that files wait for `upload()`. */
  readonly maxTimeToBuffer: number
  /** Milliseconds without a byte after which a form counts as broken off. */
  readonly maxTimeToWaitForFirstFile: number
  /** Milliseconds that a form may go on after its first file began, before the app gets the request. */
  readonly maxWaitTimeBeforePassingControlToApp: number
}

/** The documented values: those of Skipper, and of our own where it has no limit. */
const DEFAULTS = {
  dirname: '.tmp/uploads',
  maxBytes: 15_000_000,
  maxRequestBytes: 50_000_000,
  maxFiles: 100,
  maxFields: 1_000,
  maxTimeToBuffer: 4_500,
  maxTimeToWaitForFirstFile: 10_000,
  maxWaitTimeBeforePassingControlToApp: 500,
} as const

/** Reads `config.http.uploads`, and `config.appPath` for the folder. Adds what is wrong to `problems`. */
export function parseUploadSettings(
  setting: unknown,
  appPath: unknown,
  problems: HalyardError[],
): UploadSettings {
  const given = readSection(setting, problems)
  const root = typeof appPath === 'string' ? appPath : process.cwd()
  return {
    dirname: resolve(root, readText('dirname')),
    maxBytes: readBytes('maxBytes'),
    maxRequestBytes: readBytes('maxRequestBytes'),
    maxFiles: readNumber('maxFiles'),
    maxFields: readNumber('maxFields'),
    maxTimeToBuffer: readNumber('maxTimeToBuffer'),
    maxTimeToWaitForFirstFile: readNumber('maxTimeToWaitForFirstFile'),
    maxWaitTimeBeforePassingControlToApp: readNumber('maxWaitTimeBeforePassingControlToApp'),
  }

  function readText(key: 'dirname'): string {
    const value = given[key] ?? DEFAULTS[key]
    if (typeof value === 'string' && value !== '') return value
    refuse(key, value, 'a path')
    return DEFAULTS[key]
  }
  function readBytes(key: 'maxBytes' | 'maxRequestBytes'): number {
    const value = given[key] ?? DEFAULTS[key]
    const bytes = toByteCount(value)
    if (bytes === undefined) refuse(key, value, "a number of bytes or text such as '15mb'")
    return bytes ?? DEFAULTS[key]
  }
  function readNumber(key: Exclude<keyof UploadSettings, 'dirname'>): number {
    const value = given[key] ?? DEFAULTS[key]
    if (typeof value === 'number' && value > 0) return value
    refuse(key, value, `a number above 0${key.startsWith('maxT') ? ' of milliseconds' : ''}`)
    return DEFAULTS[key]
  }
  function refuse(key: string, value: unknown, wanted: string): void {
    problems.push(
      new InvalidHttpConfigError(
        `config.http.uploads.${key} is ${showValue(value)}. Use ${wanted}.`,
      ),
    )
  }
}

function readSection(setting: unknown, problems: HalyardError[]): Record<string, unknown> {
  if (setting === undefined || setting === null) return {}
  if (!isPlainObject(setting)) {
    problems.push(
      new InvalidHttpConfigError(
        `config.http.uploads is ${showValue(setting)}. Use a dictionary of settings.`,
      ),
    )
    return {}
  }
  for (const key of Object.keys(setting).filter((name) => !Object.hasOwn(DEFAULTS, name))) {
    const meant = nearestName(key, Object.keys(DEFAULTS))
    problems.push(
      new InvalidHttpConfigError(
        `config.http.uploads has no setting ${showValue(key)}. ` +
          (meant === undefined
            ? `It knows: ${Object.keys(DEFAULTS).join(', ')}.`
            : `Write ${meant}?`),
      ),
    )
  }
  return setting
}
