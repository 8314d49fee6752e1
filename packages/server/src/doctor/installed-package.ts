import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

import { listFiles } from '../app/files/list-files.ts'
import type { Finding } from './finding.ts'
import { parseSource } from './parse-source.ts'
import { findMissingPaths } from './private-paths.ts'

/** Files of one package that are looked at, at most. */
const MAX_FILES = 200

/** A package in the app's `node_modules`. */
export interface InstalledPackage {
  readonly isHook: boolean
  /** Private paths of Sails that its code requires and that are not there. */
  missingPaths(): Finding[]
}

/** @returns `undefined` when it is not installed */
export function readInstalled(name: string, appPath: string): InstalledPackage | undefined {
  const folder = path.join(appPath, 'node_modules', name)
  const manifest = path.join(folder, 'package.json')
  if (!existsSync(manifest)) return undefined
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  const sails = isPlainObject(content) ? content['sails'] : undefined
  return {
    isHook: isPlainObject(sails) && sails['isHook'] === true,
    missingPaths: () => findInPackage(folder, appPath),
  }
}

function findInPackage(folder: string, appPath: string): Finding[] {
  const files = listFiles(folder).filter(({ name }) => !/^(?:test|tests|examples)\//.test(name))
  return files.slice(0, MAX_FILES).flatMap(({ path: full }) => {
    const file = path.relative(appPath, full)
    return missingIn(full).map(({ path: required, line }): Finding => {
      const text = `It requires ${required}, a private path of Sails that is not there.`
      return { weight: 'stops', file, line, text }
    })
  })
}

function missingIn(file: string): ReturnType<typeof findMissingPaths> {
  try {
    return findMissingPaths(parseSource(readFileSync(file, 'utf8'), file))
  } catch {
    // Packages hold all kinds of files; one that is no code is not the app's problem.
    return []
  }
}
