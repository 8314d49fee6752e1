import { createRequire } from 'node:module'
import path from 'node:path'

import { NoTypeScriptError } from './errors.ts'

const TYPESCRIPT = /\.[cm]?ts$/

/** What of tsx is used. */
interface Tsx {
  register(): unknown
}

/**
 * Sees to it that `require()` runs a TypeScript file: Node does so by itself from 22.18 on, and for older ones the app
 * has tsx. It stays on for the process, because code may require more later. Nothing happens for other files.
 * @throws {NoTypeScriptError} when neither is there
 */
export function runTypeScript(file: string, appPath: string): void {
  if (!TYPESCRIPT.test(file)) return
  const requireOfApp = createRequire(path.join(appPath, 'app.js'))
  // oxlint-disable-next-line typescript/no-deprecated -- loaders still announce themselves there
  if (nodeRunsTypeScript() || '.ts' in requireOfApp.extensions) return
  const tsx = findTsx(requireOfApp)
  if (tsx === undefined) throw new NoTypeScriptError(path.relative(appPath, file))
  // tsx would run JavaScript too, and packages that are ES modules a second time.
  // oxlint-disable-next-line typescript/no-deprecated -- there is no other way to say it
  const { extensions } = requireOfApp
  const ofJavaScript = { ...extensions }
  tsx.register()
  Object.assign(extensions, ofJavaScript)
}

/** Whether this Node takes types off by itself: from 22.18 on, unless it is told not to. */
export function nodeRunsTypeScript(): boolean {
  const feature: unknown = Reflect.get(process.features, 'typescript')
  return feature !== undefined && feature !== false
}

function findTsx(requireOfApp: NodeJS.Require): Tsx | undefined {
  try {
    const found: unknown = requireOfApp('tsx/cjs/api')
    return isTsx(found) ? found : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      return undefined
    }
    throw error
  }
}

function isTsx(value: unknown): value is Tsx {
  return (
    typeof value === 'object' &&
    value !== null &&
    'register' in value &&
    typeof value.register === 'function'
  )
}
