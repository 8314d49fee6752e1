import { formatWithOptions, inspect, type InspectOptions } from 'node:util'

import type { Log, LogMethod } from '../hook/log.ts'
import { BadLogConfigError } from './errors.ts'
import { type Level, METHOD_NAMES, type MethodName, isWritten, parseLevel } from './levels.ts'
import { toJsonLine, toTextLine } from './log-line.ts'

/** `config.log`. @see Sails reference: sails.config.log */
export interface LogConfig {
  /** Threshold. @default 'info' */
  level?: string
  /** Own logger, called with one formatted text; must have `log()`. Methods that it lacks fall back to it. */
  custom?: Record<string, unknown>
  /** `false` hands the arguments on as they are. Only for `custom`. @default true */
  inspect?: boolean
  /** Given to `util.inspect`. @default { depth: 2 } */
  inspectOptions?: InspectOptions
  /** `text` for people, `json` for one JSON object a line. @default 'json' in production, else 'text' */
  format?: 'text' | 'json'
  /** Colours of the prefixes. @default whether the terminal shows them */
  colors?: boolean
  /** Leaves out the banner. */
  noShip?: boolean
}

/** Methods that write to stdout; the others write to stderr. */
const TO_STDOUT: ReadonlySet<MethodName> = new Set(['silly', 'verbose', 'info', 'blank'])

/**
 * Makes a logger with Sails' methods. `log('x')` is `log.debug('x')`.
 * @throws {BadLogConfigError} for an unknown level or a `custom` without `log()`.
 */
export function createLogger(config: LogConfig = {}, production = false): Log {
  const level = parseLevel(config.level ?? 'info')
  const write = config.custom === undefined ? toStreams(config, production) : toCustom(config)
  const method = (name: MethodName): LogMethod => createMethod(name, level, write)
  const methods = Object.fromEntries(METHOD_NAMES.map((name) => [name, method(name)]))
  return Object.assign(method('debug'), methods as Record<MethodName, LogMethod>)
}

type Write = (method: MethodName, values: unknown[]) => void

function createMethod(name: MethodName, level: Level, write: Write): LogMethod {
  if (!isWritten(name, level)) return () => undefined
  return (...values) => {
    try {
      write(name, values)
    } catch (failure) {
      // Whoever logs is busy with something else, often with an error: the log never adds one of its own.
      process.stderr.write(
        toTextLine('error', `A message could not be logged: ${toReason(failure)}`, false),
      )
    }
  }
}

function toReason(failure: unknown): string {
  try {
    return inspect(failure)
  } catch {
    return 'showing it throws'
  }
}

function toStreams(config: LogConfig, production: boolean): Write {
  const inspectOptions: InspectOptions = { depth: 2, ...config.inspectOptions }
  const colors = config.colors ?? (process.stdout.isTTY && process.env['NO_COLOR'] === undefined)
  const json = (config.format ?? (production ? 'json' : 'text')) === 'json'
  return (method, values) => {
    const text = formatWithOptions(inspectOptions, ...values)
    const stream = TO_STDOUT.has(method) ? process.stdout : process.stderr
    stream.write(json ? toJsonLine(method, text, values) : toTextLine(method, text, colors))
  }
}

function toCustom(config: LogConfig): Write {
  const custom = config.custom ?? {}
  if (!isMethod(custom['log'])) {
    throw new BadLogConfigError(
      'config.log.custom has no log() function. Add one, or leave it out.',
    )
  }
  const inspectOptions: InspectOptions = { depth: 2, ...config.inspectOptions }
  return (method, values) => {
    const target = customMethod(custom, method)
    if (target === undefined) return
    if (config.inspect === false) target.apply(custom, values)
    else
      target.call(
        custom,
        toTextLine(method, formatWithOptions(inspectOptions, ...values), false).trimEnd(),
      )
  }
}

/** A missing `warn` or `crit` is written by `error`; other missing methods write nothing, as in Sails. */
function customMethod(custom: Record<string, unknown>, method: MethodName): LogMethod | undefined {
  const own = custom[method]
  if (isMethod(own)) return own
  const stand =
    method === 'warn' || method === 'crit' ? (custom['error'] ?? custom['log']) : undefined
  const fallback = method === 'error' ? custom['log'] : stand
  return isMethod(fallback) ? fallback : undefined
}

function isMethod(value: unknown): value is LogMethod {
  return typeof value === 'function'
}
