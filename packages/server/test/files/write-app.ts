import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { onTestFinished } from 'vitest'

/** Writes an app into a folder of its own, which goes when the test is over. */
export function writeApp(files: Record<string, string>): string {
  const appPath = realpathSync(mkdtempSync(path.join(tmpdir(), 'halyard-app-')))
  onTestFinished(() => rmSync(appPath, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(appPath, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return appPath
}
