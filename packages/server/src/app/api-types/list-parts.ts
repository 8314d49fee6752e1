import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { listFiles } from '../files/list-files.ts'
import type { SailsApp } from '../sails.ts'
import type { HelperFiles } from './print-types.ts'

/** Names of the policies of an app's files. */
export function listPolicies(app: SailsApp): string[] {
  return filesOf(app, 'policies').map(({ name }) => name)
}

/** Helpers of an app's files by the names that they are called by: `user-stuff/find-one` is `userStuff.findOne`. */
export function listHelpers(app: SailsApp): HelperFiles {
  const { appPath = process.cwd() } = app.config
  const root: Record<string, unknown> = {}
  for (const { name, path: full } of filesOf(app, 'helpers')) {
    const keys = name.split('/').map(toCamelCase)
    let place = root
    for (const key of keys.slice(0, -1)) place = folderAt(place, key)
    place[keys.at(-1) ?? ''] = path.relative(appPath, full)
  }
  return root as HelperFiles
}

function filesOf({ config }: SailsApp, folder: string): ReturnType<typeof listFiles> {
  const directory = config.paths?.[folder]
  return directory === undefined ? [] : listFiles(directory)
}

function folderAt(place: Record<string, unknown>, key: string): Record<string, unknown> {
  const found = place[key]
  if (isPlainObject(found)) return found
  const made: Record<string, unknown> = {}
  place[key] = made
  return made
}

function toCamelCase(name: string): string {
  return name.replaceAll(/[-_.]+(\w)/g, (_found, letter: string) => letter.toUpperCase())
}
