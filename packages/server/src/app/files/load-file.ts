import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { types } from 'node:util'

import type Json5 from 'json5'

import { HalyardError } from '../../errors.ts'
import { loadLater } from '../../load-later.ts'
import { forgetIfChanged, rememberVersion } from './changed-modules.ts'
import { describePlaceOf } from './error-place.ts'
import { FileLoadError } from './errors.ts'
import { DATA_EXTENSIONS } from './list-files.ts'
import { runTypeScript } from './run-typescript.ts'

const json5 = loadLater((require): typeof Json5 => require('json5'))

/**
 * What a file exports: of an ES module the default export, or else a dictionary of what it names; of a CommonJS module
 * `module.exports`; of JSON and JSON5 the data. A module is run once in a process, whoever asks for it, unless it is
 * CommonJS and its file has changed since.
 * @param appPath The app's folder, which names in messages are relative to.
 * @throws {FileLoadError} {NoTypeScriptError}
 */
export async function loadFile(file: string, appPath: string): Promise<unknown> {
  try {
    if (DATA_EXTENSIONS.includes(path.extname(file)))
      return json5().parse(readFileSync(file, 'utf8'))
    runTypeScript(file, appPath)
    forgetIfChanged(file)
    const exported = await runModule(file)
    rememberVersion(file)
    return readExports(exported)
  } catch (error) {
    if (error instanceof HalyardError) throw error
    throw new FileLoadError(file, describePlaceOf(error, file, appPath), error)
  }
}

/** `require()` runs both kinds of modules at once, but for those that wait while they load. */
async function runModule(file: string): Promise<unknown> {
  try {
    return createRequire(file)(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE') {
      const namespace: object = await import(/* @vite-ignore */ pathToFileURL(file).href)
      return { ...namespace, __esModule: true }
    }
    throw error
  }
}

function readExports(exported: unknown): unknown {
  if (!isModule(exported)) return exported
  const { __esModule: _mark, ...named } = exported
  return 'default' in named ? named['default'] : named
}

/** Whether it is an ES module, also one that was compiled to CommonJS. */
function isModule(exported: unknown): exported is Record<string, unknown> {
  if (types.isModuleNamespaceObject(exported)) return true
  return typeof exported === 'object' && exported !== null && '__esModule' in exported
}
