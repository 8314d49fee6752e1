import { isPlainObject } from '@halyard/protocol'

/** Keys with which a setting would reach every object. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['', '__proto__', 'constructor', 'prototype'])

/** Sets `config.a.b` for `['a', 'b']`; makes the dictionaries on the way. Does nothing for keys that no setting has. */
export function setPath(
  config: Record<string, unknown>,
  keys: readonly string[],
  value: unknown,
): void {
  const last = keys.at(-1)
  if (last === undefined || keys.some((key) => FORBIDDEN_KEYS.has(key))) return
  let section = config
  for (const key of keys.slice(0, -1)) {
    const inner = section[key]
    const next = isPlainObject(inner) ? inner : {}
    section[key] = next
    section = next
  }
  section[last] = value
}
