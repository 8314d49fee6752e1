import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { InvalidSessionConfigError, MissingSessionSecretError } from './errors.ts'

/** Bytes of a secret that we make up. */
const SECRET_BYTES = 32

/** File, below the app's folder, that keeps the made-up secret from one start to the next. */
const SECRET_FILE = join('.tmp', 'session-secret')

/**
 * Reads `config.session.secret`: a text, or several of which the first signs and all are believed (to change it
 * without signing everybody out).
 *
 * @returns `undefined` when there is none
 * @throws {InvalidSessionConfigError} for anything else
 */
export function readSecrets(secret: unknown): readonly [string, ...string[]] | undefined {
  if (secret === undefined || secret === null || secret === '') return undefined
  const [first, ...others]: unknown[] = Array.isArray(secret) ? secret : [secret]
  if (isText(first) && others.every(isText)) return [first, ...others]
  throw new InvalidSessionConfigError(
    'config.session.secret must be a text, or an array of texts of which the first one signs.',
  )
}

/**
 * Makes up a secret for development: random, and the same after a restart where the app's folder can be written.
 * @throws {MissingSessionSecretError} in production
 */
export function developmentSecret(appPath: unknown, environment: Environment): string {
  if (environment === 'production') throw new MissingSessionSecretError()
  const isApp = isText(appPath) && existsSync(join(appPath, 'package.json'))
  // Tests leave no files behind in the project under test.
  if (!isApp || environment === 'test') return randomSecret()
  return keptSecret(appPath)
}

/** The environments that differ here; any other is like `development`. */
export type Environment = 'production' | 'test' | 'development'

function keptSecret(appPath: string): string {
  const file = join(appPath, SECRET_FILE)
  try {
    if (existsSync(file)) {
      const kept = readFileSync(file, 'utf8').trim()
      if (kept.length >= SECRET_BYTES) return kept
    }
    const secret = randomSecret()
    mkdirSync(join(appPath, '.tmp'), { recursive: true })
    writeFileSync(file, `${secret}\n`, { mode: 0o600 })
    return secret
  } catch {
    // A folder that cannot be written: the secret lives as long as the process.
    return randomSecret()
  }
}

function randomSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
