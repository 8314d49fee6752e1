import type { PageRequest } from '../../hook/page-gate.ts'
import { type OriginPattern, normaliseOrigin } from './origin-pattern.ts'

/** What decides about a page that wants to connect. */
export interface OriginRules {
  /** Origins that may; `undefined` for the default rule. */
  readonly onlyAllowOrigins: readonly OriginPattern[] | undefined
  /** Whether clients that name no origin, which no browser does, are refused. */
  readonly requireOrigin: boolean
  /** Whether every page may, as in Sails outside production. */
  readonly allowForeignOrigins: boolean
  /** Origins that may act with the user's cookies over HTTP, by `security.cors`. */
  readonly trustedOrigins: ReadonlySet<string>
  /** Whether a page of one port of this machine may connect to another: a development server before the app. */
  readonly allowLoopback: boolean
  readonly trustProxy: (address: string, hop: number) => boolean
}

const LOOPBACK = /^(?:localhost|[a-z0-9-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

/**
 * Whether the page that a handshake comes from may connect. A browser sends the user's cookies along with it, whatever
 * page it shows, and knows no CORS for WebSockets, so this check is what keeps other sites from using them.
 *
 * By default these may: clients without an origin (no browsers), pages of the host that they connect to, and origins
 * that `security.cors` allows to use credentials.
 */
export function mayConnect(req: PageRequest, rules: OriginRules): boolean {
  const { origin } = req.headers
  if (origin === undefined) return !rules.requireOrigin
  const normalised = normaliseOrigin(origin)
  if (rules.onlyAllowOrigins !== undefined) {
    return normalised !== undefined && rules.onlyAllowOrigins.some((allows) => allows(normalised))
  }
  if (rules.allowForeignOrigins) return true
  if (normalised === undefined) return false
  return rules.trustedOrigins.has(normalised) || isOwnHost(req, normalised, rules)
}

/** Origins that `security.cors` lets act with credentials, normalised. */
export function findTrustedOrigins(cors: unknown): Set<string> {
  if (typeof cors !== 'object' || cors === null) return new Set()
  const origins: unknown = Reflect.get(cors, 'allowOrigins')
  if (Reflect.get(cors, 'allowCredentials') !== true || !Array.isArray(origins)) return new Set()
  const trusted = new Set<string>()
  for (const origin of origins) {
    const normalised = typeof origin === 'string' ? normaliseOrigin(origin) : undefined
    if (normalised !== undefined) trusted.add(normalised)
  }
  return trusted
}

function isOwnHost(req: PageRequest, origin: string, rules: OriginRules): boolean {
  const [scheme, host] = origin.split('//')
  const asked = askedHost(req, rules.trustProxy)
  if (host === undefined || host === '' || asked === undefined) return false
  // The scheme may differ, because TLS often ends before the app, so the host is read in the origin's own.
  if (normaliseOrigin(`${scheme}//${asked}`) === origin) return true
  return rules.allowLoopback && LOOPBACK.test(host) && LOOPBACK.test(asked.toLowerCase())
}

/** The host that the client has asked for: what a trusted proxy says of it, or the Host header. */
function askedHost(req: PageRequest, trustProxy: OriginRules['trustProxy']): string | undefined {
  const forwarded = req.headers['x-forwarded-host']
  const address = req.socket.remoteAddress
  if (typeof forwarded === 'string' && address !== undefined && trustProxy(address, 0)) {
    return forwarded.split(',')[0]?.trim()
  }
  return req.headers.host
}
