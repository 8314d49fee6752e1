import { throwProblems } from '../../errors.ts'
import type { AppModule } from '../../hook/app-modules.ts'
import { type AppFile, findDuplicates } from './list-files.ts'

/**
 * Models of files by identity. Folders mean nothing, so two models of one name are a problem.
 * @throws {DuplicateFileError}
 * @see Sails concepts: models and ORM, models
 */
export function toModelDefinitions(modules: readonly AppModule[]): Record<string, unknown> {
  const named = modules.map(({ name, file, exports }) => {
    const globalId = name.slice(name.lastIndexOf('/') + 1)
    return { globalId, file, exports }
  })
  throwProblems(
    findDuplicates(
      named.map((one) => ({ name: one.globalId, path: one.file })),
      '',
    ),
  )
  return Object.fromEntries(
    named.map(({ globalId, exports }) => {
      const identity = globalId.toLowerCase()
      const isModel = typeof exports === 'object' && exports !== null
      return [identity, isModel ? { ...exports, identity, globalId } : exports]
    }),
  )
}

/**
 * What is an adapter among the files of their folder, under the name that datastores call it: `FooAdapter.js` is `foo`,
 * `foo/index.js` too. Other files belong to those.
 * @see Sails concepts: extending Sails, adapters, custom adapters
 */
export function toAdapterFile({ path, name }: AppFile): AppFile[] {
  const [first = '', file] = name.split('/')
  if (file !== undefined) return file === 'index' ? [{ path, name: first }] : []
  return first.endsWith('Adapter') ? [{ path, name: first.slice(0, -7).toLowerCase() }] : []
}
