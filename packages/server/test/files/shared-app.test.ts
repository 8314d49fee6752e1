import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

const run = promisify(execFile)

const APP = `
  import { sails } from 'halyard'
  import { createRequire } from 'node:module'
  const required = createRequire(process.cwd() + '/x.js')('halyard')
  const routes = { 'GET /lifted': 'lifted' }
  await sails.load({ log: { level: 'silent' }, routes, custom: { mark: 7 } })
  const { body } = await sails.request('GET /lifted')
  console.log(JSON.stringify({ body, isOne: required === sails && required.sails === sails }))
  await sails.lower()
`

test.each([
  ['by itself', []],
  ['where tsx runs the process', ['--import', 'tsx']],
])('code in TypeScript imports the very app that runs it, %s', async (_how, flags) => {
  const cwd = fileURLToPath(new URL('../fixtures/typescript-app', import.meta.url))
  const words = [...flags, '--input-type=module', '-e', APP]

  const { stdout } = await run(process.execPath, words, { cwd })

  expect(JSON.parse(stdout)).toEqual({ body: { mark: 7 }, isOne: true })
})
