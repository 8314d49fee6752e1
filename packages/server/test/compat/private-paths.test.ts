import { execFile } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, test } from 'vitest'

import { writeApp } from '../files/write-app.ts'

const PACKAGE = path.join(import.meta.dirname, '../..')
const GUIDE = path.join(PACKAGE, '../../docs/coming-from-sails.md')
const isBuilt = existsSync(path.join(PACKAGE, 'dist/index.js'))

/** Runs a CommonJS file of an app in which halyard is installed under the name `sails`. */
async function runInApp(code: string, files: Record<string, string> = {}): Promise<string> {
  const cwd = writeApp({ ...files, 'code.js': code })
  mkdirSync(path.join(cwd, 'node_modules'))
  symlinkSync(PACKAGE, path.join(cwd, 'node_modules/sails'), 'dir')
  const { stdout } = await promisify(execFile)(process.execPath, ['code.js'], { cwd })
  return stdout.trim()
}

describe.skipIf(!isBuilt)('under the name of sails', () => {
  test('the app, its constructor and rc are where Sails has them', async () => {
    const printed = await runInApp(`
      const sails = require('sails')
      const rc = require('sails/accessible/rc')
      console.log(
        require('sails/lib') === sails,
        ['sails/lib/app', 'sails/lib/app/Sails'].every((name) => require(name) === sails.constructor),
        require('sails').Sails === sails.constructor,
        require('sails/lib/app')() instanceof sails.constructor,
        ['sails/accessible/rc.js', 'sails/node_modules/rc'].every((name) => require(name) === rc),
        rc('sails').port,
      )`)

    expect(printed).toBe('true true true true true undefined')
  })

  test('actionUtil has its functions', async () => {
    const printed = await runInApp(`
      const actionUtil = require('sails/lib/hooks/blueprints/actionUtil')
      console.log(require('sails/lib/hooks/blueprints/actionUtil.js') === actionUtil, Object.keys(actionUtil).sort().join(' '))`)

    expect(printed).toBe(
      'true parseCriteria parseLimit parseModel parsePk parseSkip parseSort parseValues ' +
        'populateModel populateQuery populateRequest requirePk',
    )
  })

  test('the module loader reads configuration and files without an app', async () => {
    const files = {
      'config/custom.js': 'module.exports.custom = { one: 1 }',
      'config/env/staging.js': 'module.exports.port = 1400',
      'api/models/User.js': 'module.exports = {}',
      'api/policies/is-admin.js': 'module.exports = () => {}',
      'api/hooks/pulse/index.js': 'module.exports = () => ({})',
    }
    const printed = await runInApp(
      `const loader = require('sails/lib/hooks/moduleloader')({ config: { environment: 'staging', paths: {} } })
      const call = (name) => new Promise((resolve, reject) => loader[name]((error, found) => error ? reject(error) : resolve(found)))
      Promise.all(['loadUserConfig', 'loadModels', 'loadPolicies', 'loadUserHooks'].map(call)).then(([config, ...found]) => {
        console.log(JSON.stringify([config, ...found.map((one) => Object.keys(one))]))
      })`,
      files,
    )

    const config = { custom: { one: 1 }, port: 1400, environment: 'staging' }
    expect(JSON.parse(printed)).toEqual([config, ['user'], ['is-admin'], ['pulse']])
  })

  test('a path that nothing stands for says so', async () => {
    const printed = await runInApp(
      `try { require('sails/lib/router/bind') } catch (error) { console.log(error.code) }`,
    )

    expect(printed).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })
})

test('the guide lists every path', () => {
  const { exports } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'))
  const isPrivate = (name: string): boolean => /^\.\/(?:lib|node_modules)\b/.test(name)

  const guide = readFileSync(GUIDE, 'utf8')

  for (const name of Object.keys(exports).filter(isPrivate)) {
    expect(guide).toContain(`\`${name.replace('.', 'sails')}\``)
  }
})
