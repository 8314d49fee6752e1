import type { HalyardError } from '../errors.ts'

/** A file of the app's code. */
export interface AppModule {
  /** Path inside its folder, without extension, with `/` on every system: `user/find-one`. */
  readonly name: string
  /** Path relative to the app, for messages: `api/policies/is-admin.js`. */
  readonly file: string
  /** `module.exports`, or the default export. */
  readonly exports: unknown
}

/** Loads the code that lies in the app's folders: what Sails calls the module loader. */
export interface AppModules {
  /**
   * Runs the files of a folder that `config.paths` names, those in folders below it too, and gives them in the order of
   * their paths. Empty when there is no such folder, or when the hook `moduleloader` is off.
   * @param folder Name in `config.paths`: `policies`, `helpers`, ...
   * @param problems Gets what is wrong with files; the others are given all the same.
   * @throws (rejects) without `problems`, with all files that cannot be loaded, or have the same name
   */
  load(folder: string, problems?: HalyardError[]): Promise<readonly AppModule[]>

  /**
   * Model files by their names in lower case, for ORM hooks: copies of what the files export, with `identity` (that name)
   * and `globalId` (the name as written).
   */
  loadModels: (callback: LoadedCallback) => void
  /** As {@link loadModels}, the files `api/adapters/FooAdapter.js` and folders `api/adapters/foo/` as `foo`. */
  loadAdapters: (callback: LoadedCallback) => void
}

/** Node-style callback of what was loaded, by name. */
export type LoadedCallback = (error: unknown, definitions?: Record<string, unknown>) => void
