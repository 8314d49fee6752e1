import type { HalyardError } from '../errors.ts'
import type { CorsPolicy } from './cors-policy.ts'
import { type CorsPlace, InvalidCorsConfigError } from './errors.ts'
import { CORS_DEFAULTS, readCors, renameOldSettings, toSettings } from './read-cors.ts'

/** The policies of an app: one for each `cors` setting that a route can have. */
export interface CorsPolicies {
  /** Policy of a route without a setting of its own; `undefined` unless `allRoutes` is set. */
  readonly forOthers: CorsPolicy | undefined
  /** Whether requests that no policy covers are refused when they come from another origin. */
  readonly rejectUnlisted: boolean
  /**
   * Policy for the `cors` setting of a route; `undefined` for `cors: false`. Adds what is wrong to `problems`.
   * The same setting gives the same policy, read once.
   */
  resolve(setting: unknown, place: CorsPlace, problems: HalyardError[]): CorsPolicy | undefined
}

/**
 * Reads `config.security.cors`. Adds what is wrong to `problems`.
 * @param warn Told of settings that work but should be written differently.
 */
export function createCorsPolicies(
  config: Readonly<Record<string, unknown>>,
  problems: HalyardError[],
  warn: (message: string) => void,
): CorsPolicies {
  const inGlobal = (message: string): void => warn(`config.security.cors: ${message}`)
  const settings: Readonly<Record<string, unknown>> = {
    ...CORS_DEFAULTS,
    ...renameOldSettings(config, inGlobal),
  }
  const found: HalyardError[] = []
  const common = readCors(settings, 'global', found, inGlobal)
  problems.push(...found)
  const inherited: Readonly<Record<string, unknown>> =
    found.length === 0 ? withOriginsRead(settings, common) : CORS_DEFAULTS
  const resolved = new Map<unknown, CorsPolicy>()

  function resolve(
    setting: unknown,
    place: CorsPlace,
    problems: HalyardError[],
  ): CorsPolicy | undefined {
    if (setting === false) return undefined
    if (setting === true || setting === undefined) return common
    const known = resolved.get(setting)
    if (known !== undefined) return known
    const own = toSettings(setting)
    if (own === undefined) {
      problems.push(
        new InvalidCorsConfigError(place, 'is neither true, false, an origin nor a dictionary.'),
      )
      return undefined
    }
    const policy = readRoute(own, place, problems)
    resolved.set(setting, policy)
    return policy
  }

  function readRoute(
    own: Readonly<Record<string, unknown>>,
    place: CorsPlace,
    problems: HalyardError[],
  ): CorsPolicy {
    const inRoute = (message: string): void =>
      warn(`${place === 'global' ? 'A route' : place.route}: cors: ${message}`)
    if (own['allRoutes'] !== undefined) {
      problems.push(new InvalidCorsConfigError(place, 'has allRoutes, which is for all routes.'))
    }
    const settingsOfRoute = { ...inherited, ...renameOldSettings(own, inRoute) }
    return readCors(settingsOfRoute, place, problems, inRoute)
  }

  return {
    forOthers: settings['allRoutes'] === true ? common : undefined,
    rejectUnlisted: common.rejectUnlisted,
    resolve,
  }
}

/** Settings for routes to inherit, without what has been complained of once already. */
function withOriginsRead(
  settings: Readonly<Record<string, unknown>>,
  { origins }: CorsPolicy,
): Readonly<Record<string, unknown>> {
  return { ...settings, allowOrigins: typeof origins === 'string' ? '*' : [...origins] }
}
