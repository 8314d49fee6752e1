import type { Orm } from '../create-orm.ts'
import { createTables } from '../create-tables.ts'
import type { DefinitionLog } from '../schema/model-definition.ts'

/** What happens to the tables at lift. */
export type MigrationStrategy = 'alter' | 'drop' | 'safe'

/** Brings the tables of all models into step with their definitions. */
export async function autoMigrate(
  orm: Orm,
  strategy: MigrationStrategy,
  _options: { readonly log?: DefinitionLog } = {},
): Promise<void> {
  if (strategy === 'safe') return
  for (const datastore of orm.datastores.values()) {
    // oxlint-disable-next-line no-await-in-loop
    await createTables(datastore, orm.schemas.values())
  }
}
