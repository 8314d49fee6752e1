import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { onTestFinished } from 'vitest'

/** Writes files into a folder of their own, which is gone after the test, and returns the folder. */
export function writeApp(files: Readonly<Record<string, string>>): string {
  const appPath = mkdtempSync(path.join(tmpdir(), 'halyard-'))
  onTestFinished(() => rmSync(appPath, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeInto(appPath, name, text)
  return appPath
}

/** Writes one file below a folder. */
export function writeInto(folder: string, name: string, text: string): void {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
