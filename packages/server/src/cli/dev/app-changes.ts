import path from 'node:path'

import { CODE_EXTENSIONS, DATA_EXTENSIONS } from '../../app/files/list-files.ts'
import { watchFiles } from './watch-files.ts'

/** Milliseconds without another change until changes are told: tools write several files, and one file in several steps. */
const SETTLE_MS = 40

/** Files whose names begin with a dot and that an app reads when it starts. */
const DOT_FILES: ReadonlySet<string> = new Set(['.env', '.sailsrc'])

/** Declarations and tests, which no running app has read. */
const NOT_RUN = /\.(?:d|test|spec|test-d)\.[cm]?[jt]s$/

/** Data is read from these folders when an app starts; elsewhere apps may write it while they run. */
const DATA_FOLDERS = /^(?:config[/\\].*)?[^/\\]+$/

/** Files that are read by others than the app, or again and again while it runs. */
const NOT_READ = /^(?:package-lock|tsconfig.*|.*[/\\]locales[/\\].*)\.json5?$/

/** Changes of the files of which an app is made. */
export interface AppChanges {
  /** Resolves with the files that have changed since the last time, as soon as there are some. */
  next(): Promise<readonly string[]>
  /** Forgets what has changed so far: it is about to be read. */
  forget(): void
  close(): void
}

/**
 * Watches code and settings of an app: what it reads when it starts. Views and assets are read while it runs, and
 * need no new start; packages are not looked at, but package.json is.
 * @param isIgnored Tells more folders to leave out, by absolute path.
 * @throws {UnwatchableError}
 */
export function watchApp(cwd: string, isIgnored: (folder: string) => boolean): AppChanges {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let tell: (() => void) | undefined
  const isWatchedFolder = (folder: string): boolean =>
    isCodeFolder(path.basename(folder)) && !isIgnored(path.join(cwd, folder))
  // What is ignored may be known only since the app was lifted for the first time.
  const isNews = (file: string): boolean => parentsOf(file).every(isWatchedFolder)
  const settle = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if ([...changed].some(isNews)) tell?.()
    }, SETTLE_MS)
  }
  const watcher = watchFiles(cwd, { isWatchedFolder, isWatchedFile: isReadAtStart }, (file) => {
    changed.add(file)
    settle()
  })
  const forget = (): void => {
    clearTimeout(timer)
    changed.clear()
  }
  return {
    async next() {
      await new Promise<void>((resolve) => {
        tell = resolve
        if (changed.size > 0) settle()
      })
      const files = [...changed].filter(isNews).toSorted()
      forget()
      return files
    },
    forget,
    close() {
      forget()
      watcher.close()
    },
  }
}

/** `a/b` and `a` for `a/b/c.js`. */
function parentsOf(file: string): string[] {
  const folder = path.dirname(file)
  return folder === '.' ? [] : [folder, ...parentsOf(folder)]
}

function isCodeFolder(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules'
}

function isReadAtStart(file: string): boolean {
  const name = path.basename(file)
  if (name.startsWith('.')) return DOT_FILES.has(name)
  const extension = path.extname(name)
  if (DATA_EXTENSIONS.includes(extension)) return DATA_FOLDERS.test(file) && !NOT_READ.test(file)
  return CODE_EXTENSIONS.includes(extension) && !NOT_RUN.test(name)
}
