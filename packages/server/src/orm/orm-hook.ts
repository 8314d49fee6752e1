import path from 'node:path'

import type * as HalyardOrm from '@halyard/orm'
import { isPlainObject } from '@halyard/protocol'

import { putOnGlobal } from '../hook/global-names.ts'
import { type Hook, type HookDefinition, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { Model } from '../hook/model.ts'
import { OrmNotInstalledError, toLiftProblems } from './errors.ts'
import { loadDefinitions } from './load-definitions.ts'
import { migrationStrategy } from './migration-strategy.ts'

type Orm = Awaited<ReturnType<typeof HalyardOrm.createOrm>>

/**
 * Models, by @halyard/orm: reads `api/models`, connects to the datastores that they use, brings the tables up to date
 * and puts the models into `sails.models`. An app that lists `sails-hook-orm` in its package.json gets that one in place of
 * this; `hooks: { orm: true }` takes this one all the same.
 * @see Sails concepts: models and ORM
 */
export const ormHook: Hook = defineHook((host) => {
  let orm: Orm | undefined
  let removeGlobals = (): void => undefined

  const open = async (): Promise<void> => {
    const definitions = await loadDefinitions(host)
    if (Object.keys(definitions.models).length === 0) return
    orm = await openOrm(host, definitions)
    removeGlobals = expose(host, orm)
  }
  const close = async (): Promise<void> => {
    removeGlobals()
    await orm?.close()
    orm = undefined
  }

  const hook: HookDefinition = {
    /** `halyard types` tells TypeScript of the models. */
    typesModels: true,
    defaults: () => ({
      models: {},
      datastores: {},
      orm: { strictCriteria: false },
    }),

    async initialize() {
      await open()
      host.on('hook:orm:reload', () => {
        void close()
          .then(open)
          .then(() => host.emit('hook:orm:reloaded'))
          .catch((error: unknown) => host.log.error('The models could not be loaded again:', error))
      })
    },

    teardown: close,
  }
  return hook
})

/** Loaded when there are models: an app without them pays nothing. */
async function importOrm(): Promise<typeof HalyardOrm> {
  try {
    return await import('@halyard/orm')
  } catch (error) {
    throw new OrmNotInstalledError(error)
  }
}

async function openOrm(
  host: HookHost,
  { models, files }: Awaited<ReturnType<typeof loadDefinitions>>,
): Promise<Orm> {
  const { autoMigrate, createOrm, STANDARD_ATTRIBUTES } = await importOrm()
  const { config, log } = host
  const settings = isPlainObject(config['orm']) ? config['orm'] : {}
  const given = isPlainObject(config['models']) ? config['models'] : {}
  // An app that says nothing of a key and of times gets those of a generated one.
  const defaults = { attributes: STANDARD_ATTRIBUTES, ...given }
  try {
    const orm = await createOrm({
      models,
      datastores: readDatastores(config),
      config: { ...settings, defaults, files },
      log,
    })
    try {
      // Statements are for those who ask for more: on a terminal they would hide everything else.
      const quieter = { warn: log.warn, debug: log.verbose }
      await autoMigrate(orm, migrationStrategy(host), { log: quieter })
    } catch (error) {
      await orm.close()
      throw error
    }
    return orm
  } catch (error) {
    throw toLiftProblems(error)
  }
}

type Datastores = Record<string, HalyardOrm.DatastoreConfig>

/** Files of SQLite lie below the app, wherever it was started from. */
function readDatastores(config: HookHost['config']): Datastores {
  const { appPath, datastores } = config
  const given = isPlainObject(datastores) ? (datastores as Datastores) : {}
  const root = typeof appPath === 'string' ? appPath : process.cwd()
  const file = path.join(root, '.tmp', 'data.db')
  return Object.fromEntries(
    Object.entries({ default: {}, ...given }).map(([name, datastore]) => [
      name,
      name === 'default' && !('url' in datastore) ? { file, ...datastore } : datastore,
    ]),
  )
}

/** What the app itself has of its default datastore; functions that need no `this`. */
const APP_METHODS = ['getDatastore', 'transaction', 'sendNativeQuery'] as const

type OfApp = Readonly<Record<(typeof APP_METHODS)[number], unknown>>

/** @returns a function that takes the globals away */
function expose(host: HookHost, orm: Orm): () => void {
  const models = orm.models as unknown as Record<string, Model>
  const ofApp: OfApp = orm
  for (const name of APP_METHODS) Object.assign(host, { [name]: ofApp[name] })
  Object.assign(host, { models })
  const { globals } = host.config
  if (!isPlainObject(globals) || globals['models'] !== true) return () => undefined
  const own = Object.values(orm.models).filter(({ junctionTable }) => !junctionTable)
  return putOnGlobal(Object.fromEntries(own.map((model) => [model.globalId, model])))
}
