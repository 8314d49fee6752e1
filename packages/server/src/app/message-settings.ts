import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, toProblems } from '../errors.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { MessageSettings } from '../request/create-message-classes.ts'
import { type TrustProxy, compileTrustProxy } from '../request/trust-proxy.ts'
import { BadConfigError } from './errors.ts'

/** Bytes that `res.write()`, `res.end()` and piping may collect for a virtual answer. */
const MAX_COLLECTED_BYTES = 10_000_000

/** Spaces that JSON is indented with outside of production, as in Sails. */
const DEVELOPMENT_JSON_SPACES = 2

/**
 * Reads what the requests and responses of an app need from its configuration, once hooks have completed it.
 * @param problems Gets a {@link BadTrustProxyError} `E_HTTP_BAD_TRUSTPROXY`, and a {@link BadConfigError} for secrets.
 */
export function readMessageSettings(
  host: HookHost,
  production: boolean,
  problems: HalyardError[],
): MessageSettings {
  const http = section(host, 'http')
  const compat = section(host, 'compat')
  return {
    app: host,
    secrets: readSecrets(host, problems),
    production,
    trustProxy: readTrustProxy(http['trustProxy'], problems),
    maxCollectedBytes: MAX_COLLECTED_BYTES,
    jsonSpaces: production ? 0 : DEVELOPMENT_JSON_SPACES,
    etag: http['etag'] === true,
    numberIsStatus: compat['numberIsStatus'] === true,
    doubleEncodedStrings: compat['doubleEncodedStrings'] === true,
    headerCase: compat['headerCase'] === true,
  }
}

/** Cookies are signed in apps without sessions too, whose hook would have looked at the secret. */
function readSecrets(host: HookHost, problems: HalyardError[]): string[] {
  const { secret } = section(host, 'session')
  const secrets: unknown[] = [secret ?? []].flat()
  const texts = secrets.filter((text) => typeof text === 'string')
  if (texts.length < secrets.length && host.hooks['session'] === undefined) {
    problems.push(new BadConfigError('session.secret', secret, 'a text, or a list of texts'))
  }
  return texts
}

function readTrustProxy(value: unknown, problems: HalyardError[]): TrustProxy {
  try {
    return compileTrustProxy(value)
  } catch (error) {
    problems.push(...toProblems(error))
    return compileTrustProxy(false)
  }
}

function section(host: HookHost, key: string): Record<string, unknown> {
  const value = host.config[key]
  return isPlainObject(value) ? value : {}
}
