import { Module, createRequire } from 'node:module'

/**
 * Sees to it that `require()` of a module's file gives what the module exports, whoever has changed how `require()` works.
 * What runs TypeScript in Node 20 (tsx, ts-node) compiles ES modules that are required once more: an app's files would
 * get a second framework, whose shared app nobody has lifted.
 */
export function shareWithRequire(file: string, exports: unknown): void {
  const { cache } = createRequire(file)
  // It is there already when the module was required: Node fills it in.
  if (cache[file] !== undefined) return
  const module = new Module(file)
  Object.assign(module, { filename: file, exports, loaded: true })
  cache[file] = module
}
