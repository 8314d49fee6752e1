import { isPlainObject } from '@halyard/protocol'

/**
 * Puts defaults under a configuration, in place: what the configuration says stays, dictionaries are merged key by
 * key, everything else (arrays, functions, class instances) is taken or left whole.
 */
export function mergeDefaults(
  config: Record<string, unknown>,
  defaults: Readonly<Record<string, unknown>>,
): void {
  for (const [key, value] of Object.entries(defaults)) {
    const own = config[key]
    if (own === undefined) config[key] = isPlainObject(value) ? copyDictionary(value) : value
    else if (isPlainObject(own) && isPlainObject(value)) mergeDefaults(own, value)
  }
}

/** A copy whose dictionaries, at any depth, are new; other values are shared. */
export function copyDictionary(
  dictionary: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(dictionary)) {
    copy[key] = isPlainObject(value) ? copyDictionary(value) : value
  }
  return copy
}
