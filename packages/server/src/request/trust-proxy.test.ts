import { expect, test } from 'vitest'

import { compileTrustProxy } from './trust-proxy.ts'

test.each<[unknown, boolean[]]>([
  [undefined, [false, false]],
  [false, [false, false]],
  [true, [true, true]],
  [1, [true, false]],
  ['loopback, 10.0.0.0/8', [true, true]],
  [['127.0.0.1'], [true, false]],
  [(address: string, hop: number) => address === '127.0.0.1' && hop === 0, [true, false]],
])('%o trusts whom it names', (value, expected) => {
  const trust = compileTrustProxy(value)

  expect([trust('127.0.0.1', 0), trust('10.1.1.1', 1)]).toEqual(expected)
})

test.each([0, '', null, Number.NaN, -1, [], {}, 'nonsense', ['nonsense']])(
  '%o is refused with what to write instead',
  (value) => {
    expect(() => compileTrustProxy(value)).toThrow(
      expect.objectContaining({
        code: 'E_HTTP_BAD_TRUSTPROXY',
        message: expect.stringContaining('Use true, false'),
      }),
    )
  },
)
