import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { CODE_EXTENSIONS, listFiles } from '../files/list-files.ts'
import { loadFile } from '../files/load-file.ts'
import type { SailsApp } from '../sails.ts'

/** A function of `config.routes`, and the file that says it. */
export interface FoundFunction {
  readonly file: string
  /** Its address first, as the file writes it. */
  readonly keys: readonly (string | number)[]
  readonly handler: unknown
}

/** Functions that the files of `config/` give as targets. The files have run already, and do not run again. */
export async function listConfigured({ config }: SailsApp): Promise<FoundFunction[]> {
  const { appPath = process.cwd(), paths } = config
  const folder = paths?.['config']
  if (folder === undefined) return []
  const files = listFiles(folder, { extensions: CODE_EXTENSIONS })
  const found = await Promise.all(
    files.map(async ({ path: full }) => {
      // What the app has not loaded, such as another environment, may not load at all.
      const exports = await loadFile(full, appPath).catch(() => undefined)
      const file = path.relative(appPath, full)
      const routes = isPlainObject(exports) ? exports['routes'] : undefined
      if (!isPlainObject(routes)) return []
      return Object.entries(routes).flatMap(([address, target]) => {
        const leaf = leafOf(target)
        return leaf === undefined ? [] : [{ file, keys: [address, ...leaf.keys], ...leaf.value }]
      })
    }),
  )
  return found.flat()
}

/** Where a target of the merged configuration comes from; the function tells, for it is never copied. */
export function findConfigured(
  functions: readonly FoundFunction[],
  address: string,
  target: unknown,
): Pick<FoundFunction, 'file' | 'keys'> | undefined {
  const handler = leafOf(target)?.value.handler
  const found = functions.find((one) => one.keys[0] === address && one.handler === handler)
  return found === undefined || handler === undefined ? undefined : found
}

interface Leaf {
  readonly keys: readonly (string | number)[]
  readonly value: { readonly handler: unknown }
}

/** The function that answers, and the keys that lead to it inside of its target. */
function leafOf(target: unknown): Leaf | undefined {
  if (typeof target === 'function') return { keys: [], value: { handler: target } }
  if (Array.isArray(target)) return below(target.length - 1, leafOf(target.at(-1)))
  if (!isPlainObject(target)) return undefined
  if (target['target'] !== undefined) return below('target', leafOf(target['target']))
  return below('fn', leafOf(target['fn']))
}

function below(key: string | number, leaf: Leaf | undefined): Leaf | undefined {
  return leaf === undefined ? undefined : { keys: [key, ...leaf.keys], value: leaf.value }
}
