import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'

/**
 * Puts the variables of the file `.env` of a folder into the environment, where they are not set already.
 * @returns whether there is such a file
 */
export function readDotEnv(folder: string, env: NodeJS.ProcessEnv): boolean {
  const text = readIfThere(path.join(folder, '.env'))
  if (text === undefined) return false
  for (const [name, value] of Object.entries(parseEnv(text))) env[name] ??= value
  return true
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
