import { isPlainObject } from '@halyard/protocol'

/** Settings that are milliseconds, and may be written as texts such as `'30s'` or `'24h'`. */
const DURATIONS: readonly string[] = [
  'bootstrapTimeout',
  'hookTimeout',
  'http.cache',
  'liftTimeout',
  'requestTimeoutMs',
  'session.cookie.maxAge',
  'session.storeTimeoutMs',
  'shutdown.timeoutMs',
  'sockets.pingInterval',
  'sockets.pingTimeout',
]

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/

/** Writes durations that are texts as milliseconds, in place. Other texts stay, for those to refuse who read them. */
export function readDurations(config: Record<string, unknown>): void {
  for (const name of DURATIONS) {
    const keys = name.split('.')
    const section = keys.slice(0, -1).reduce(inner, config)
    const key = keys.at(-1) ?? ''
    if (isPlainObject(section)) section[key] = toMs(section[key])
  }
}

function inner(section: unknown, key: string): unknown {
  return isPlainObject(section) ? section[key] : undefined
}

function toMs(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const [, count, unit = ''] = DURATION.exec(value.trim()) ?? []
  return count === undefined ? value : Number(count) * (UNITS[unit] ?? 1)
}
