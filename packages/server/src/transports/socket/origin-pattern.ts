import { InvalidOriginError } from './errors.ts'

/** Tells whether an origin, normalised, is one of those that may connect. */
export type OriginPattern = (origin: string) => boolean

/** The ports that an origin does not name. */
const OWN_PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'https:': '443',
  'ws:': '80',
  'wss:': '443',
}
const ORIGIN = /^([a-z][a-z0-9+.-]*:)\/\/([^/?#@\s]*)(.*)$/i
/** What may stand for `*.` in the host of a pattern. */
const SUBDOMAINS = '(?:[a-z0-9-]+\\.)+'

/**
 * An origin as browsers write it: scheme and host in lower case, no port of the scheme's own, no slash at the end.
 * `undefined` for what is no origin, `null` (an opaque one) among it.
 */
export function normaliseOrigin(origin: string): string | undefined {
  const [, scheme, host, rest] = ORIGIN.exec(origin.trim()) ?? []
  if (scheme === undefined || host === undefined || (rest !== '' && rest !== '/')) return undefined
  const lowerScheme = scheme.toLowerCase()
  const ownPort = OWN_PORTS[lowerScheme]
  const lowerHost = host.toLowerCase()
  const suffix = `:${ownPort}`
  const bareHost = lowerHost.endsWith(suffix) ? lowerHost.slice(0, -suffix.length) : lowerHost
  return `${lowerScheme}//${bareHost}`
}

/**
 * Reads an entry of `onlyAllowOrigins`: an origin, one whose host begins with `*.` for all subdomains, or a regular
 * expression for normalised origins.
 * @throws {InvalidOriginError} for anything else, and for origins written as no browser writes them, as in Sails
 */
export function parseOriginPattern(entry: unknown): OriginPattern {
  if (entry instanceof RegExp) return (origin) => origin.search(entry) >= 0
  if (typeof entry !== 'string') throw new InvalidOriginError(entry, 'which is no string.')
  const [, scheme, host, rest] = ORIGIN.exec(entry) ?? []
  if (scheme === undefined || host === undefined) {
    throw new InvalidOriginError(entry, 'which has no scheme, such as "https://".')
  }
  if (rest !== '') throw new InvalidOriginError(entry, 'which has a path or a slash at its end.')
  const ownPort = OWN_PORTS[scheme.toLowerCase()]
  if (ownPort !== undefined && host.endsWith(`:${ownPort}`)) {
    throw new InvalidOriginError(entry, `whose port ${ownPort} browsers leave out.`)
  }
  if (host === '' && scheme.toLowerCase() !== 'file:') {
    throw new InvalidOriginError(entry, 'which has no host.')
  }
  return host.startsWith('*.') ? matchSubdomains(scheme, host) : matchOne(entry)
}

function matchOne(entry: string): OriginPattern {
  const wanted = normaliseOrigin(entry)
  return (origin) => origin === wanted
}

function matchSubdomains(scheme: string, host: string): OriginPattern {
  const domain = escape(host.slice(2).toLowerCase())
  const pattern = new RegExp(`^${escape(scheme.toLowerCase())}//${SUBDOMAINS}${domain}$`)
  return (origin) => pattern.test(origin)
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
