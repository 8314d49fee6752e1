import { existsSync } from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { halyardHere, writeApp } from './run-halyard.ts'

test('new creates an app and says what comes next', async () => {
  const folder = writeApp()

  const { code, stdout } = await halyardHere(folder, [
    'new',
    'shop',
    '--template=api',
    '--js',
    '--no-install',
  ])

  expect(code).toBe(0)
  expect(stdout).toContain('cd shop\n  npm install\n  npm run dev')
  expect(existsSync(path.join(folder, 'shop/api/controllers/health.js'))).toBe(true)
})

test('new refuses a folder with files in it', async () => {
  const { code, stderr } = await halyardHere(writeApp(), ['new', '.'])

  expect(code).toBe(1)
  expect(stderr).toContain('is not empty')
  expect(stderr).toContain('E_FOLDER_NOT_EMPTY')
})
