import { expect, test } from 'vitest'

import { toJsonLine, toTextLine } from './log-line.ts'

test('a line for programs is one JSON object with level, time and message', () => {
  const line: unknown = JSON.parse(toJsonLine('warn', 'disk is full', ['disk is full']))

  expect(line).toEqual({ level: 'warn', time: expect.any(String), message: 'disk is full' })
})

test('a logged error keeps its code and stack', () => {
  const error = Object.assign(new TypeError('no'), { code: 'E_NO' })
  const line: unknown = JSON.parse(toJsonLine('error', 'no', [error]))

  expect(line).toMatchObject({ error: { name: 'TypeError', code: 'E_NO', stack: error.stack } })
})

test('a coloured line keeps its text readable', () => {
  expect(toTextLine('info', 'up', true)).toBe('\u001B[32m info: \u001B[39mup\n')
})
