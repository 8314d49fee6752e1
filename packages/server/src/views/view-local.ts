import path from 'node:path'

import type { ViewFile } from './view-files.ts'

/** The local `view`: what a template can know of the view that is rendered. */
export interface ViewLocal {
  readonly path: string
  readonly absPath: string
  readonly pathFromViews: string
  readonly pathFromApp: string
  /** Without a dot. */
  readonly ext: string
}

/** Makes the local `view`. Paths are without extension, as in Sails. */
export function describeView(file: ViewFile, folder: string, appPath: string): ViewLocal {
  const { ext } = path.parse(file.path)
  const name = ext === '' ? file.path : file.path.slice(0, -ext.length)
  return {
    path: name,
    absPath: path.join(folder, name),
    pathFromViews: name,
    pathFromApp: path.join(path.relative(appPath, folder), name),
    ext: ext.slice(1),
  }
}
