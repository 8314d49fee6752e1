import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { writeApp } from './write-app.ts'

const run = promisify(execFile)

/** An app.js as Sails writes it: it lifts with the settings around it, over some of its own. */
const APP = `
  const sails = require('halyard')
  const rc = require('halyard/accessible/rc')
  sails.lift({ port: 0, explicitHost: '127.0.0.1', custom: { given: 'given' }, ...rc('sails') }, (error) => {
    if (error) throw error
    const { custom, environment, ...others } = sails.config
    console.log(JSON.stringify({ custom, environment, nodeEnv: process.env.NODE_ENV, leaks: Object.keys(others) }))
    sails.lower(() => {})
  })
`

/** Sources, the strongest first. */
const SOURCES = [
  'words',
  'variable',
  'named',
  'nearest',
  'home',
  'local',
  'envFile',
  'envFolder',
  'later',
  'first',
]

/** What a source says: its own name, under its own key and those of all weaker ones. */
function says(source: string): Record<string, string> {
  const weaker = SOURCES.slice(SOURCES.indexOf(source))
  return Object.fromEntries(weaker.map((key) => [key, source]))
}

const asModule = (source: string): string =>
  `module.exports.custom = ${JSON.stringify(says(source))}`
const asJson = (source: string): string => JSON.stringify({ custom: says(source) })

test('every source of the configuration wins over those behind it, in a process of its own', async () => {
  const cwd = writeApp({
    'package.json': '{}',
    'config/a.js': asModule('first'),
    'config/folder/b.json': asJson('later'),
    'config/env/staging/deep/x.js': asModule('envFolder'),
    'config/env/staging.mjs': `export default ${asJson('envFile')}`,
    'config/env/other.js': 'throw new Error("for another environment")',
    'config/local.js': `${asModule('local')}; exports.environment = 'staging'`,
    '.sailsrc': asJson('nearest'),
    'named.json': asJson('named'),
    'home/.sailsrc': asJson('home'),
  })
  const env = {
    PATH: process.env['PATH'],
    HOME: `${cwd}/home`,
    sails_custom: JSON.stringify(says('variable')),
    sails_log__level: 'error',
  }
  const words = Object.entries(says('words')).map(([key, value]) => `--custom.${key}=${value}`)
  symlinkSync(
    fileURLToPath(new URL('../../../../node_modules', import.meta.url)),
    `${cwd}/node_modules`,
  )

  const { stdout } = await run(
    process.execPath,
    ['-e', APP, 'app.js', `--config=${cwd}/named.json`, ...words],
    { cwd, env },
  )
  const { custom, environment, leaks } = JSON.parse(stdout) as Record<string, unknown>

  expect(custom).toEqual(Object.fromEntries(SOURCES.map((source) => [source, 'words'])))
  expect(environment).toBe('staging')
  expect(leaks).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:_|config|configs)$/)]),
  )
})
