import { isPlainObject } from '@halyard/protocol'

import { putOnGlobal } from '../hook/global-names.ts'
import { BadGlobalConfigError } from './errors.ts'

/** `config.globals`: none by default. @see Sails reference: sails.config.globals */
export interface GlobalsConfig {
  /** Exposes the app as `sails`. */
  sails: boolean
  models: boolean
  /** A lodash to expose as `_`, or `false`. */
  _: object | false
  /** An async library to expose as `async`, or `false`. */
  async: object | false
  /** Exposes each service by the name of its file. @default true */
  services?: boolean
}

/**
 * Puts what `config.globals` asks for on the global scope.
 * @returns a function that takes it off again, unless somebody else has put something in its place
 * @throws {BadGlobalConfigError} for anything but `false` or a dictionary that states all four
 */
export function exposeGlobals(globals: unknown, app: object): () => void {
  const config = parseGlobals(globals)
  if (config === undefined) return () => undefined
  const exposed: Record<string, unknown> = {}
  if (config.sails) exposed['sails'] = app
  if (config._ !== false) exposed['_'] = config._
  if (config.async !== false) exposed['async'] = config.async
  return putOnGlobal(exposed)
}

function parseGlobals(globals: unknown): GlobalsConfig | undefined {
  if (globals === undefined || globals === false) return undefined
  if (!isPlainObject(globals)) {
    throw new BadGlobalConfigError(
      `config.globals is ${JSON.stringify(globals)}. Use false, or { sails, models, _, async }.`,
    )
  }
  return {
    sails: readSwitch(globals, 'sails'),
    models: readSwitch(globals, 'models'),
    _: readLibrary(globals, '_'),
    async: readLibrary(globals, 'async'),
    services: globals['services'] === undefined ? true : readSwitch(globals, 'services'),
  }
}

function readSwitch(globals: Record<string, unknown>, key: string): boolean {
  const value = globals[key]
  if (typeof value === 'boolean') return value
  throw new BadGlobalConfigError(`config.globals.${key} is ${String(value)}. Use true or false.`)
}

function readLibrary(globals: Record<string, unknown>, key: string): object | false {
  const value = globals[key]
  if (value === false || typeof value === 'function') return value
  if (typeof value === 'object' && value !== null) return value
  throw new BadGlobalConfigError(
    `config.globals.${key} is ${String(value)}. Use false, or the library itself: require('lodash').`,
  )
}
