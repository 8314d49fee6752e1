import { isPlainObject } from '@halyard/protocol'

import type { HookHost } from '../hook/hook-host.ts'

/** What the models of an app are made from, by the names of their files. */
export interface Definitions {
  readonly models: Record<string, Record<string, unknown>>
  /** Files of the definitions, by the same names. */
  readonly files: Record<string, string>
}

/**
 * The files of `api/models`, and those of `config.orm.moduleDefinitions.models`, which win.
 * @throws (rejects) with all files that cannot be loaded
 */
export async function loadDefinitions(host: HookHost): Promise<Definitions> {
  await refuseDuplicates(host)
  const modules = await host.modules.load('models')
  const models: Definitions['models'] = {}
  const files: Definitions['files'] = {}
  for (const { name, file, exports } of modules) {
    const globalId = name.slice(name.lastIndexOf('/') + 1)
    models[globalId] = exports as Record<string, unknown>
    files[globalId] = file
  }
  for (const [identity, definition] of Object.entries(givenModels(host))) {
    const known = Object.keys(models).find((name) => name.toLowerCase() === identity.toLowerCase())
    models[nameOf(identity, definition) ?? known ?? identity] = definition
  }
  return { models, files }
}

/** Folders below `api/models` mean nothing, so that two files may have one name. */
async function refuseDuplicates({ modules }: HookHost): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    modules.loadModels((error) => {
      if (error === null || error === undefined) resolve()
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the loader's own
      else reject(error)
    })
  })
}

function givenModels({ config }: HookHost): Record<string, Record<string, unknown>> {
  const { orm } = config
  const given = isPlainObject(orm) ? orm['moduleDefinitions'] : undefined
  const models = isPlainObject(given) ? given['models'] : undefined
  return isPlainObject(models) ? (models as Record<string, Record<string, unknown>>) : {}
}

function nameOf(identity: string, { globalId }: Record<string, unknown>): string | undefined {
  const isItsOwn = typeof globalId === 'string' && globalId.toLowerCase() === identity.toLowerCase()
  return isItsOwn ? globalId : undefined
}
