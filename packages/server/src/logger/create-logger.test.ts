import { expect, onTestFinished, test, vi } from 'vitest'

import { createLogger } from './create-logger.ts'

function collecting(level: string, methods: readonly string[] = ['log']) {
  const lines: [string, unknown][] = []
  const custom = Object.fromEntries(
    methods.map((name) => [name, (text: unknown) => void lines.push([name, text])]),
  )
  return { lines, log: createLogger({ level, custom }) }
}

test('info lets debug through, debug does not let info through', () => {
  const atInfo = collecting('info', ['log', 'info', 'debug'])
  const atDebug = collecting('debug', ['log', 'info', 'debug'])

  for (const { log } of [atInfo, atDebug]) {
    log.info('i')
    log.debug('d')
  }

  expect(atInfo.lines.map(([name]) => name)).toEqual(['info', 'debug'])
  expect(atDebug.lines.map(([name]) => name)).toEqual(['debug'])
})

test('calling the logger itself writes a debug message with its prefix', () => {
  const { lines, log } = collecting('info', ['log', 'debug'])

  log('hello %s', 'you', { a: 1 })

  expect(lines).toEqual([['debug', 'debug: hello you { a: 1 }']])
})

test('a custom logger without warn and crit gets them as errors, and nothing for info', () => {
  const { lines, log } = collecting('silly', ['log', 'error'])

  log.warn('w')
  log.crit('c')
  log.info('i')

  expect(lines).toEqual([
    ['error', ' warn: w'],
    ['error', ' crit: c'],
  ])
})

test('silent writes nothing', () => {
  const { lines, log } = collecting('silent', ['log', 'error', 'crit'])

  log.crit('c')
  log.error('e')

  expect(lines).toEqual([])
})

test('an unknown level is refused with the known ones', () => {
  expect(() => createLogger({ level: 'loud' })).toThrow(/"loud".*silly, verbose/)
})

test('a custom logger without log() is refused', () => {
  expect(() => createLogger({ custom: {} })).toThrow(
    expect.objectContaining({ code: 'E_BAD_LOG_CONFIG' }),
  )
})

test.each([
  [
    'values whose reading throws',
    {},
    Object.defineProperty(new Error('x'), 'stack', {
      get() {
        throw new Error('no')
      },
    }),
  ],
  ['a custom logger that throws', { custom: { log: failing, error: failing } }, 'text'],
])('%s never make the one fail who logs', (_what, config, value) => {
  const { error } = createLogger({ level: 'error', ...config })

  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => written.mockRestore())

  expect(() => error(value)).not.toThrow()
  expect(written).toHaveBeenCalledWith(expect.stringContaining('could not be logged'))
})

function failing(): void {
  throw new Error('disk full')
}
