import { copyDictionary, mergeDefaults } from '../../hook/merge-defaults.ts'
import type { Config } from './config.ts'

/** Short ways to say common settings, and what they stand for. @see Sails reference: command-line interface, sails lift */
export const SHORTCUTS: Readonly<Record<string, Config>> = {
  verbose: { log: { level: 'verbose' } },
  silly: { log: { level: 'silly' } },
  silent: { log: { level: 'silent' } },
  safe: { models: { migrate: 'safe' } },
  alter: { models: { migrate: 'alter' } },
  drop: { models: { migrate: 'drop' } },
  redis: { session: { adapter: 'connect-redis' }, sockets: { adapter: 'redis' } },
  prod: { environment: 'production' },
  staging: { environment: 'staging' },
  dev: { environment: 'development' },
}

/** A copy in which shortcuts that are `true` are written out. They win over the setting that they stand for. */
export function expandShortcuts(config: Readonly<Config>): Record<string, unknown> {
  const expanded: Record<string, unknown> = {}
  const others: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(config)) {
    const meaning = value === true ? SHORTCUTS[key] : undefined
    if (meaning === undefined) others[key] = value
    else mergeDefaults(expanded, meaning)
  }
  mergeDefaults(expanded, copyDictionary(others))
  return expanded
}
