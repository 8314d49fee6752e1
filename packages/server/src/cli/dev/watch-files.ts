import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import path from 'node:path'

import { UnwatchableError } from '../errors.ts'

/** What of a folder counts. Paths are relative to it. */
export interface WatchRules {
  /** Whether a folder, and all in it, is looked at. */
  readonly isWatchedFolder: (folder: string) => boolean
  /** Whether a change of a file is told. */
  readonly isWatchedFile: (file: string) => boolean
}

/** Watches a folder until it is closed. */
export interface FileWatcher {
  close(): void
}

/**
 * Watches a folder with the folders in it, new ones too. The system tells of changes, so nothing is read again and again.
 * `fs.watch(…, { recursive: true })` would also watch node_modules, file by file.
 * @param onChange Gets the path of each file that was written, added or removed, relative to `root`.
 * @throws {UnwatchableError} when the system watches no more folders
 */
export function watchFiles(
  root: string,
  rules: WatchRules,
  onChange: (file: string) => void,
): FileWatcher {
  const watchers = new Map<string, FSWatcher>()

  const watchFolder = (folder: string): void => {
    if (watchers.has(folder)) return
    const watcher = startWatching(path.join(root, folder), (name) => hear(path.join(folder, name)))
    watchers.set(folder, watcher)
    // A folder that is removed ends its own watcher, with an error on some systems.
    watcher.once('error', () => drop(folder))
    for (const name of listFolders(path.join(root, folder))) {
      const inner = path.join(folder, name)
      if (rules.isWatchedFolder(inner)) watchFolder(inner)
    }
  }

  const hear = (changed: string): void => {
    if (isFolder(path.join(root, changed))) {
      if (!rules.isWatchedFolder(changed) || watchers.has(changed)) return
      watchFolder(changed)
      // Its files may have come before the watcher.
      for (const file of listFiles(path.join(root, changed))) hear(path.join(changed, file))
      return
    }
    drop(changed)
    if (rules.isWatchedFile(changed)) onChange(changed)
  }

  const drop = (folder: string): void => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  watchFolder('')
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close()
      watchers.clear()
    },
  }
}

function startWatching(folder: string, onChange: (name: string) => void): FSWatcher {
  try {
    return watch(folder, (_event, name) => {
      if (name !== null) onChange(name)
    })
  } catch (error) {
    throw new UnwatchableError(folder, error)
  }
}

function listFolders(folder: string): string[] {
  return list(folder, true)
}

function listFiles(folder: string): string[] {
  return list(folder, false)
}

/** A folder that is gone again has nothing in it. */
function list(folder: string, isWantedFolder: boolean): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() === isWantedFolder)
      .map(({ name }) => name)
  } catch {
    return []
  }
}

function isFolder(full: string): boolean {
  return statSync(full, { throwIfNoEntry: false })?.isDirectory() ?? false
}
