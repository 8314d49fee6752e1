import { createRequire } from 'node:module'

const requireHere = createRequire(import.meta.url)

/**
 * A dependency that is loaded when it is first needed, for those that most apps or most requests do without: together
 * they would take longer to load than everything of ours.
 *
 * @param load Calls `require` with the package's name.
 * @returns a function that gives the package, the same each time
 * @example const qs = loadLater((require): typeof Qs => require('qs'))
 */
export function loadLater<Module>(load: (require: NodeJS.Require) => Module): () => Module {
  let loaded: { readonly module: Module } | undefined
  return () => {
    loaded ??= { module: load(requireHere) }
    return loaded.module
  }
}
