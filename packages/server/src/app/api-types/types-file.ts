import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { dependsOn, readAppManifest } from '../app-manifest.ts'
import type { SailsApp } from '../sails.ts'
import { collectRoutes } from './collect-routes.ts'
import { listCustomFiles, listHelpers, listModels, listPolicies } from './list-parts.ts'
import { printTypes } from './print-types.ts'

/** Where the file of types is unless `config.types.file` says otherwise. */
const DEFAULT_FILE = 'types/halyard-api.d.ts'

/** Files that tell that somebody checks the types of an app. */
const CHECKED_BY: readonly string[] = ['tsconfig.json', 'jsconfig.json']

/** The file of types of an app, as it should be. */
export interface TypesFile {
  /** Path relative to the app. */
  readonly file: string
  readonly text: string
  readonly routeCount: number
  /** Whether the file is there and says the same. */
  readonly isUpToDate: boolean
}

/**
 * Makes the file of types of a loaded app, without writing it.
 * @throws (rejects) when the folder of the app cannot be read
 */
export async function makeTypesFile(app: SailsApp): Promise<TypesFile> {
  const appPath = appPathOf(app)
  const file = fileOf(app)
  const routes = await collectRoutes(app)
  const text = printTypes(
    {
      routes,
      actions: Object.keys(app.getActions()).toSorted(),
      policies: await listPolicies(app),
      helpers: await listHelpers(app),
      models: await listModels(app),
      customFiles: await listCustomFiles(app),
    },
    { folder: path.dirname(file), framework: frameworkOf(appPath) },
  )
  const full = path.join(appPath, file)
  const isUpToDate = existsSync(full) && withoutReturns(readFileSync(full, 'utf8')) === text
  return { file, text, routeCount: routes.length, isUpToDate }
}

/** Writes the file, unless it says the same already. */
export function writeTypesFile(app: SailsApp, { file, text, isUpToDate }: TypesFile): void {
  if (isUpToDate) return
  const full = path.join(appPathOf(app), file)
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, text)
}

/** Whether an app that is lifted in development has its file written: it has one, or its types are checked. */
export function keepsTypes(app: SailsApp): boolean {
  if (app.config.types === false) return false
  return [fileOf(app), ...CHECKED_BY].some((name) => existsSync(path.join(appPathOf(app), name)))
}

function fileOf({ config }: SailsApp): string {
  const { types } = config
  return isPlainObject(types) && typeof types['file'] === 'string' ? types['file'] : DEFAULT_FILE
}

function appPathOf({ config }: SailsApp): string {
  return config.appPath ?? process.cwd()
}

/** The name that the framework is installed under: apps that moved in may still say `sails`. */
function frameworkOf(appPath: string): string {
  const manifest = readAppManifest(appPath)
  return dependsOn(manifest, 'sails') && !dependsOn(manifest, 'halyard') ? 'sails' : 'halyard'
}

/** Git may have written other ends of lines. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
