import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

import type { HalyardError } from '../../errors.ts'
import { DuplicateFileError } from './errors.ts'

/** Endings of files that hold code. */
export const CODE_EXTENSIONS: readonly string[] = ['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts']

/** Endings of files that hold data only. */
export const DATA_EXTENSIONS: readonly string[] = ['.json', '.json5']

/** Declarations and tests, which lie beside the code and are none of the app. */
const BESIDE_THE_CODE = /\.(?:d|test|spec|test-d)\.[cm]?[jt]s$/

const IGNORED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '__tests__', '__mocks__'])

/** A file of the app. */
export interface AppFile {
  /** Absolute path. */
  readonly path: string
  /** Path inside the folder, without extension, with `/` on every system: `user/find-one`. */
  readonly name: string
}

/** What to look for. */
export interface ListOptions {
  /** Endings of files that count. @default those of code */
  readonly extensions?: readonly string[]
  /** Folders below this one that are looked into. @default all */
  readonly depth?: number
}

/**
 * Files of a folder and the folders in it, in the order of their paths. Declarations, tests, files with other endings
 * (backups among them) and those that begin with a dot are left out. A folder that is not there has no files.
 */
export function listFiles(folder: string, options: ListOptions = {}): AppFile[] {
  const { extensions = CODE_EXTENSIONS, depth = Number.POSITIVE_INFINITY } = options
  if (!existsSync(folder)) return []
  return listFolder(folder, '', new Set(extensions), depth)
}

/** Problems of files that have one name when case and extension are left out: a disk may hold only one of them. */
export function findDuplicates(files: readonly AppFile[], appPath: string): HalyardError[] {
  const byName = new Map<string, AppFile>()
  return files.flatMap((file) => {
    const first = byName.get(file.name.toLowerCase())
    if (first === undefined) {
      byName.set(file.name.toLowerCase(), file)
      return []
    }
    const [one, other] = [first, file].map(({ path: full }) => path.relative(appPath, full))
    return [new DuplicateFileError(one ?? '', other ?? '')]
  })
}

function listFolder(
  folder: string,
  prefix: string,
  extensions: ReadonlySet<string>,
  depth: number,
): AppFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith('.')) return []
      const full = path.join(folder, entry.name)
      if (isFolder(entry, full)) {
        if (depth === 0 || IGNORED_FOLDERS.has(entry.name)) return []
        return listFolder(full, `${prefix}${entry.name}/`, extensions, depth - 1)
      }
      const extension = path.extname(entry.name)
      if (!extensions.has(extension) || BESIDE_THE_CODE.test(entry.name)) return []
      return [{ path: full, name: prefix + entry.name.slice(0, -extension.length) }]
    })
}

/** Links lead to where they point. */
function isFolder(entry: Dirent, full: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory()
  return statSync(full, { throwIfNoEntry: false })?.isDirectory() ?? false
}
