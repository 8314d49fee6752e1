import { expect, test } from 'vitest'

import { type HalyardError, LiftProblemsError } from '../errors.ts'
import { BadHookTimeoutError } from './errors.ts'
import type { HookDefinition } from './hook-definition.ts'
import type { HookHost } from './hook-host.ts'
import { loadHooks } from './load-hooks.ts'
import { applyDefaults, configureHooks, prepareHooks } from './prepare-hooks.ts'
import { teardownHooks } from './teardown-hooks.ts'

/** The few members of an app that loading hooks touches. */
function createHost(config: Record<string, unknown> = {}): { host: HookHost; heard: string[] } {
  const heard: string[] = []
  const log = { error: (...values: unknown[]) => void heard.push(values.join(' ')) }
  const host = {
    config,
    log,
    emit: (event: string) => heard.push(event) > 0,
    awaitedEvents: () => ['hook:orm:loaded'],
  }
  return { host: host as unknown as HookHost, heard }
}

function prepare(definitions: Record<string, HookDefinition>, host: HookHost) {
  return prepareHooks(
    Object.fromEntries(Object.entries(definitions).map(([key, value]) => [key, () => value])),
    host,
    [],
  )
}

test('a hook loads after those that it names, whatever the order of the table', async () => {
  const { host, heard } = createHost()
  const hooks = prepare({ http: { after: ['session', 'gone'] }, session: {} }, host)

  const finished = await loadHooks(hooks, host)

  expect(finished.map(({ key }) => key)).toEqual(['session', 'http'])
  expect(heard).toEqual(['hook:session:loaded', 'hook:http:loaded'])
})

test('hooks that name one in `after` have begun when listeners hear that it has loaded', async () => {
  const { host, heard } = createHost()
  const began = { after: ['session'], initialize: () => void heard.push('http began') }

  await loadHooks(prepare({ http: began, session: {} }, host), host)

  expect(heard).toEqual(['http began', 'hook:session:loaded', 'hook:http:loaded'])
})

test('a plain function that returns a promise is awaited', async () => {
  const { host } = createHost()
  let ready = false
  const initialize = () =>
    new Promise<void>((resolve) => {
      setImmediate(() => {
        ready = true
        resolve()
      })
    })

  await loadHooks(prepare({ slow: { initialize } }, host), host)

  expect(ready).toBe(true)
})

test('a declared callback is waited for', async () => {
  const { host } = createHost()
  let ready = false
  const initialize = (done: () => void) => {
    setImmediate(() => {
      ready = true
      done()
    })
  }

  await loadHooks(prepare({ slow: { initialize } }, host), host)

  expect(ready).toBe(true)
})

test('a failure is handed on as the very value', async () => {
  const { host, heard } = createHost()
  const initialize = async () => Promise.reject('why')

  await expect(loadHooks(prepare({ bad: { initialize } }, host), host)).rejects.toBe('why')
  expect(heard).toEqual(['hook:bad:error'])
})

test('a hook that hangs is named, and so is what it waits for', async () => {
  const { host } = createHost({ late: { _hookTimeout: 5 } })
  const initialize = (_done: () => void) => undefined

  await expect(loadHooks(prepare({ late: { initialize } }, host), host)).rejects.toMatchObject({
    code: 'E_HOOK_TIMEOUT',
    message: expect.stringMatching(/"late".*5 ms.*hook:orm:loaded \(there is no hook "orm"\)/),
  })
})

test('the hook that another one waits for is told to be loading still', async () => {
  const { host } = createHost({ late: { _hookTimeout: 5 } })
  const hangs = (): HookDefinition => ({ initialize: (_done) => undefined })

  await expect(loadHooks(prepare({ orm: hangs(), late: hangs() }, host), host)).rejects.toThrow(
    'hook:orm:loaded ("orm" is still loading)',
  )
})

test('a second hook that fails is told in the log', async () => {
  const { host, heard } = createHost()
  const fails = (): HookDefinition => ({ initialize: async () => Promise.reject('why') })

  const loading = loadHooks(prepare({ one: fails(), other: fails() }, host), host)

  await expect(loading).rejects.toBe('why')
  expect(heard).toContain('The hook "other" failed to load, too: why')
})

test('hooks for other environments are left out', () => {
  const { host } = createHost({ environment: 'staging' })
  const hooks = { all: {}, one: { environments: ['staging'] }, none: { environments: ['test'] } }

  expect(prepare(hooks, host).map(({ key }) => key)).toEqual(['all', 'one'])
})

test('a hookTimeout that is no number of milliseconds is refused', async () => {
  const { host } = createHost({ hookTimeout: 'soon' })

  await expect(loadHooks(prepare({ any: {} }, host), host)).rejects.toThrow(BadHookTimeoutError)
})

test('hooks that wait for each other are refused with the circle', async () => {
  const { host } = createHost()
  const hooks = prepare({ a: { after: ['b'] }, b: { after: ['a'] } }, host)

  await expect(loadHooks(hooks, host)).rejects.toMatchObject({
    code: 'E_HOOK_CYCLE',
    message: expect.stringContaining('a -> b -> a'),
  })
})

test('defaults go under the configuration, __configKey__ stands for the hook’s key', () => {
  const config = { mine: { kept: 1 } }
  const { host } = createHost(config)
  const definition = { configKey: 'mine', defaults: { __configKey__: { kept: 0, added: [2] } } }

  applyDefaults(prepare({ other: definition }, host), config)

  expect(config).toEqual({ mine: { kept: 1, added: [2] } })
})

test('problems of all hooks are collected, other errors are thrown', () => {
  const { host } = createHost()
  const problem = new BadHookTimeoutError('x', 0)
  const throws = (error: unknown): HookDefinition => ({
    configure() {
      throw error
    },
  })
  const both = prepare({ a: throws(problem), b: throws(new LiftProblemsError([problem])) }, host)

  expect(configureHooks(both)).toEqual([problem, problem])
  expect(() => configureHooks(prepare({ c: throws(new TypeError('bug')) }, host))).toThrow('bug')
})

test.each([
  ['null', { bad: null }],
  ['an array', { bad: [] }],
  ['a function that returned of type undefined', { bad: () => undefined }],
])('%s is no hook', (found, factories) => {
  const problems: HalyardError[] = []

  expect(prepareHooks(factories, createHost().host, problems)).toEqual([])
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(found)])
})

test('members may be passed around, they stay bound to their hook', () => {
  const [hook] = prepareHooks(
    {
      a: () => ({
        value: 7,
        read: function (this: { value: number }) {
          return this.value
        },
      }),
    },
    createHost().host,
    [],
  )
  const { read } = hook?.definition ?? {}

  expect(typeof read === 'function' ? read() : undefined).toBe(7)
})

test('hooks end in reverse order, and one that fails does not keep the others', async () => {
  const { host, heard } = createHost()
  const ended: string[] = []
  const ends = (name: string): HookDefinition => ({ teardown: () => void ended.push(name) })
  const fails: HookDefinition = { teardown: () => Promise.reject(new Error('stuck')) }
  const hooks = prepare({ first: ends('first'), bad: fails, last: ends('last') }, host)

  await teardownHooks(hooks, host, 1000)

  expect(ended).toEqual(['last', 'first'])
  expect(heard.join()).toContain('"bad" did not end cleanly')
})

test('the end of a hook that declares a callback is waited for', async () => {
  const { host, heard } = createHost()
  const teardown = (done: () => void): void => {
    setImmediate(() => {
      heard.push('ended')
      done()
    })
  }

  await teardownHooks(prepare({ grunt: { teardown } }, host), host, 1000)

  expect(heard).toEqual(['ended'])
})
