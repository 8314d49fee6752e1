import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

const run = promisify(execFile)

/** What `app.js` of a Sails app does, but for the name of the package and that it ends. */
const APP = `
  const sails = require('halyard')
  const rc = require('halyard/accessible/rc')
  const config = { log: { level: 'silent' }, explicitHost: '127.0.0.1', ...rc('sails') }
  sails.lift(config, (error) => {
    if (error) throw error
    const { environment, custom } = sails.config
    console.log(JSON.stringify({ environment, custom, sameRc: sails.getRc().port }))
    sails.lower(() => {})
  })
`

test('an app is lifted from CommonJS with the settings around it', async () => {
  const cwd = fileURLToPath(new URL('../fixtures/sails-app', import.meta.url))
  const env = { PATH: process.env['PATH'], NODE_ENV: 'test', sails_custom__fromEnv: '{"a":1}' }

  const { stdout } = await run(process.execPath, ['-e', APP, 'app.js', '--port=0'], { cwd, env })

  expect(JSON.parse(stdout)).toEqual({
    environment: 'test',
    custom: {
      baseUrl: 'http://localhost:1337',
      from: 'config/env/test.js',
      fromEnv: { a: 1 },
      bootstrapped: true,
    },
    sameRc: 0,
  })
})
