import { expect, test } from 'vitest'

import { rc } from '../../src/app/config/rc.ts'
import { expandShortcuts } from '../../src/app/config/shortcuts.ts'
import { writeApp } from './write-app.ts'

const nothing = { env: {}, argv: [], home: '/nowhere', cwd: '/nowhere' }

test('each source wins over those behind it', () => {
  const folder = writeApp({
    'named.json': '{ "a": 3, "b": 3, "c": 3 }',
    '.sailsrc': '{ /* nearest */ "a": 4, "b": 4, "c": 4, "d": 4 }',
    'home/.sailsrc': 'a = 5\ne = 5\n',
    'home/.sails/config': 'e = 6\nf = 6\n',
    'deep/er/x': '',
  })

  const config = rc('sails', {
    argv: ['--a=1', `--config=${folder}/named.json`],
    env: { sails_a: '2', sails_b: '2' },
    cwd: `${folder}/deep/er`,
    home: `${folder}/home`,
  })

  expect(config).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 })
})

test.each([
  [['--log.level=debug'], { log: { level: 'debug' } }],
  [['--port', '1338', 'word'], { port: 1338 }],
  [['--flag', '--no-color'], { flag: true, color: false }],
  [['--hooks.grunt=false'], { hooks: { grunt: false } }],
  [['--x=a=b', '--y='], { x: 'a=b', y: '' }],
  [['--prod', 'app.js'], { prod: true }],
  [['--routes={"GET /": {"view": "home"}}'], { routes: { 'GET /': { view: 'home' } } }],
  [['-x', 'word', '--', '--port=1'], {}],
  [['--__proto__.polluted=1', '--constructor.x=1', '--a..b=1'], {}],
])('the words %j say %j', (argv, config) => {
  expect(rc('sails', { ...nothing, argv })).toEqual(config)
})

test.each([
  [
    { sails_log__level: 'debug', SAILS_port: '1338' },
    { log: { level: 'debug' }, port: 1338 },
  ],
  [
    { sails_routes: '{"/": "home"}', sails_on: 'true' },
    { routes: { '/': 'home' }, on: true },
  ],
  [
    { sails_a: '012', sails_b: '12345678901234567890' },
    { a: '012', b: '12345678901234567890' },
  ],
  [{ sails_a__b: '1', sails_a: '{"c":2}' }, { a: { b: 1, c: 2 } }],
  [{ sails: '1', sails_: '1', sailsx_a: '1', other: '1', sails_config: '/nowhere' }, {}],
])('the variables %j say %j', (env, config) => {
  expect(rc('sails', { ...nothing, env })).toEqual(config)
})

test('INI files have sections', () => {
  const cwd = writeApp({
    '.myrc': '; all\nport = 1338\n\n[log]\nlevel = warn # as is\n[a.b]\nc=true',
  })

  const config = rc('my', { ...nothing, cwd })

  expect(config).toEqual({ port: 1338, log: { level: 'warn # as is' }, a: { b: { c: true } } })
})

test.each(['{ "port": }', 'port: 1338'])('a file with %j is refused by its name', (text) => {
  const cwd = writeApp({ '.sailsrc': text })

  const read = (): unknown => rc('sails', { ...nothing, cwd })

  expect(read).toThrow(expect.objectContaining({ code: 'E_BAD_RC_FILE' }))
  expect(read).toThrow(`${cwd}/.sailsrc`)
})

test('shortcuts stand for settings, and win over them', () => {
  const config = expandShortcuts({
    prod: true,
    verbose: true,
    log: { level: 'info', noShip: true },
  })

  expect(config).toEqual({ environment: 'production', log: { level: 'verbose', noShip: true } })
  expect(expandShortcuts({ redis: false, safe: true })).toEqual({
    redis: false,
    models: { migrate: 'safe' },
  })
})

test('variables of .env are set where the environment does not have them', () => {
  const cwd = writeApp({ '.env': 'sails_port=1338\nMAIL_KEY="a b"\nNODE_ENV=staging\n' })
  const env: NodeJS.ProcessEnv = { NODE_ENV: 'production' }

  expect(rc('sails', { ...nothing, cwd, env })).toEqual({ port: 1338 })
  expect(env).toMatchObject({ NODE_ENV: 'production', MAIL_KEY: 'a b' })
})
