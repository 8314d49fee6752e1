import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { developmentSecret, readSecrets } from './session-secret.ts'

let appPath: string

beforeEach(() => {
  appPath = mkdtempSync(join(tmpdir(), 'halyard-secret-'))
  writeFileSync(join(appPath, 'package.json'), '{}')
})

afterEach(() => {
  rmSync(appPath, { recursive: true })
})

describe("the session's secret", () => {
  test('is random and kept from one start to the next in development', () => {
    const first = developmentSecret(appPath, 'development')
    const file = join(appPath, '.tmp', 'session-secret')

    expect(developmentSecret(appPath, 'development')).toBe(first)
    expect(readFileSync(file, 'utf8').trim()).toBe(first)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  test('is kept in memory where there is no app, or a file is in the way', () => {
    writeFileSync(join(appPath, '.tmp'), '')

    expect(developmentSecret(appPath, 'development')).toHaveLength(43)
    expect(developmentSecret(undefined, 'development')).toHaveLength(43)
    expect(developmentSecret(appPath, 'test')).not.toBe(developmentSecret(appPath, 'test'))
  })

  test('must be given in production', () => {
    expect(() => developmentSecret(appPath, 'production')).toThrow(
      expect.objectContaining({ code: 'E_SESSION_SECRET_MISSING' }),
    )
  })

  test('may be several, of which the first one signs', () => {
    expect(readSecrets('one')).toEqual(['one'])
    expect(readSecrets(['new', 'old'])).toEqual(['new', 'old'])
    expect(readSecrets('')).toBeUndefined()
    expect(() => readSecrets(12_345)).toThrow(
      expect.objectContaining({ code: 'E_INVALID_SESSION_CONFIG' }),
    )
    expect(() => readSecrets(['one', ''])).toThrow()
  })
})
