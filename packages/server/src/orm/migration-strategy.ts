import { isPlainObject } from '@halyard/protocol'

import type { HookHost } from '../hook/hook-host.ts'
import { isProduction } from '../hook/is-production.ts'

/** What happens to the tables at lift. @see Sails reference: sails.config.models, migrate */
export type MigrationStrategy = 'alter' | 'drop' | 'safe'

/**
 * The strategy of `config.models.migrate`; `alter` in development, where nobody says anything else. In production it is
 * always `safe`, as Sails documents it. The ORM has refused other values before.
 */
export function migrationStrategy(host: HookHost): MigrationStrategy {
  const { config, log } = host
  const { models } = config
  const given = isPlainObject(models) ? models['migrate'] : undefined
  if (!isProduction(host)) return (given as MigrationStrategy | undefined) ?? 'alter'
  if (given === 'alter' || given === 'drop') {
    log.warn(
      `config.models.migrate is "${given}", which is not done in production: the tables stay as they are. ` +
        'To change them, run `npx halyard migrate` with another NODE_ENV and the datastores of production.',
    )
  }
  return 'safe'
}
