import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, showValue } from '../errors.ts'
import { InvalidCsrfConfigError, InvalidRouteCsrfError } from './errors.ts'

/** `config.security.csrf`, checked. */
export interface CsrfSettings {
  /** Whether routes without a setting of their own ask for a token. */
  readonly isOn: boolean
  /** Whether any route may ask for one: then views are offered tokens. */
  readonly isUsed: boolean
  /**
   * Whether socket requests need no token, because the handshake proved the page's origin:
   * `csrf: { sockets: 'origin' }`, with `sockets.onlyAllowOrigins`.
   */
  readonly trustsSocketOrigins: boolean
}

/** Settings of Sails before 1.0, and what to write today. */
const GONE: Readonly<Record<string, string>> = {
  routesDisabled: 'Write `csrf: false` at the routes that need no token.',
  origin: 'Set `cors` at the route that grants tokens.',
  grantTokenViaAjax: 'Add a route to the action security/grant-csrf-token.',
}

/**
 * Checks the CSRF settings of an app and of its routes. Adds what is wrong to `problems`.
 * @param hasSessions Whether there are sessions to keep the tokens' secret in.
 */
export function readCsrfSettings(
  config: Readonly<Record<string, unknown>>,
  hasSessions: boolean,
  problems: HalyardError[],
): CsrfSettings {
  const security = isPlainObject(config['security']) ? config['security'] : {}
  const given = config['csrf'] ?? security['csrf'] ?? false
  const isOn = readGlobal(given, problems)
  const isUsed = isOn || readRoutes(config['routes'], problems)
  if (isOn && !hasSessions) {
    problems.push(
      new InvalidCsrfConfigError(
        'config.security.csrf is on, and the session hook, which keeps the secret of the tokens, is off. Switch ' +
          'sessions on, or CSRF protection off.',
      ),
    )
  }
  const trustsSocketOrigins = isPlainObject(given) && given['sockets'] === 'origin'
  if (trustsSocketOrigins) checkOrigins(config['sockets'], problems)
  return { isOn, isUsed, trustsSocketOrigins }
}

function readGlobal(given: unknown, problems: HalyardError[]): boolean {
  if (typeof given === 'boolean') return given
  if (!isPlainObject(given)) {
    problems.push(
      new InvalidCsrfConfigError(
        `config.security.csrf is ${showValue(given)}. Use true, false, or { sockets: 'origin' }.`,
      ),
    )
    return false
  }
  for (const [key, value] of Object.entries(given)) {
    const isKnown = key === 'sockets' && (value === 'origin' || value === 'token')
    if (!isKnown) problems.push(new InvalidCsrfConfigError(describe(key)))
  }
  return true
}

function describe(key: string): string {
  if (key === 'sockets') return "config.security.csrf.sockets must be 'token' or 'origin'."
  return `config.security.csrf has the unknown key "${key}". ${GONE[key] ?? "Known: sockets: 'origin'."}`
}

/** Whether any route asks for a token. */
function readRoutes(routes: unknown, problems: HalyardError[]): boolean {
  let isUsed = false
  for (const [route, target] of Object.entries(isPlainObject(routes) ? routes : {})) {
    const own = isPlainObject(target) ? target['csrf'] : undefined
    if (own === true) isUsed = true
    else if (own !== undefined && own !== false)
      problems.push(new InvalidRouteCsrfError(route, own))
  }
  return isUsed
}

/** Without a check of origins at connect nothing would guard socket requests. */
function checkOrigins(sockets: unknown, problems: HalyardError[]): void {
  const origins = isPlainObject(sockets) ? sockets['onlyAllowOrigins'] : undefined
  const isChecked = Array.isArray(origins) && origins.length > 0
  const isReplaced = isPlainObject(sockets) && typeof sockets['beforeConnect'] === 'function'
  if (isChecked && !isReplaced) return
  problems.push(
    new InvalidCsrfConfigError(
      "config.security.csrf has sockets: 'origin', and nothing checks the origin of sockets. Set " +
        'config.sockets.onlyAllowOrigins (sockets.beforeConnect takes its place, so leave that out).',
    ),
  )
}
