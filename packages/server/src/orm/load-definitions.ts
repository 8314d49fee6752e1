import { isPlainObject } from '@halyard/protocol'

import { throwProblems } from '../errors.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { DuplicateModelFileError } from './errors.ts'

/** What the models of an app are made from, by the names of their files. */
export interface Definitions {
  readonly models: Record<string, Record<string, unknown>>
  /** Files of the definitions, by the same names. */
  readonly files: Record<string, string>
}

/**
 * The files of `api/models`, and those of `config.orm.moduleDefinitions.models`, which win.
 * @throws (rejects) with all files that cannot be loaded; {DuplicateModelFileError} for each that has another one's name
 */
export async function loadDefinitions(host: HookHost): Promise<Definitions> {
  const modules = await host.modules.load('models')
  const models: Definitions['models'] = {}
  const files: Definitions['files'] = {}
  const problems: DuplicateModelFileError[] = []
  for (const { name, file, exports } of modules) {
    // Folders below `api/models` mean nothing, so that two files may have one name.
    const globalId = name.slice(name.lastIndexOf('/') + 1)
    const known = sameName(globalId, models)
    if (known !== undefined) problems.push(new DuplicateModelFileError(files[known] ?? known, file))
    models[globalId] = exports as Record<string, unknown>
    files[globalId] = file
  }
  throwProblems(problems)
  for (const [identity, definition] of Object.entries(givenModels(host))) {
    models[nameOf(identity, definition) ?? sameName(identity, models) ?? identity] = definition
  }
  return { models, files }
}

/** The name among the models that differs in upper and lower case at most. */
function sameName(name: string, models: Definitions['models']): string | undefined {
  return Object.keys(models).find((known) => known.toLowerCase() === name.toLowerCase())
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
