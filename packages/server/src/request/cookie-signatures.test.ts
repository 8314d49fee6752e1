import { sign } from 'cookie-signature'
import { expect, test } from 'vitest'

import { CookieSignatures } from './cookie-signatures.ts'

test('the first secret signs, and each of them is believed, again and again', () => {
  const signatures = new CookieSignatures(['new', 'old'])

  const values = [1, 2].flatMap(() => [
    signatures.unsign(sign('a', 'new')),
    signatures.unsign(sign('b', 'old')),
    signatures.unsign(sign('c', 'other')),
  ])

  expect(signatures.sign('a')).toBe(sign('a', 'new'))
  expect(values).toEqual(['a', 'b', false, 'a', 'b', false])
})

test('a forged cookie stays forged after the real one was seen', () => {
  const signatures = new CookieSignatures(['secret'])
  const real = sign('user-1', 'secret')

  const seen = [signatures.unsign(real), signatures.unsign(real.replace('user-1', 'user-2'))]

  expect(seen).toEqual(['user-1', false])
})

test('more cookies than are remembered are still checked', () => {
  const signatures = new CookieSignatures(['secret'])
  const texts = Array.from({ length: 5_010 }, (_, index) => sign(String(index), 'secret'))

  const values = [...texts, ...texts.slice(0, 3)].map((text) => signatures.unsign(text))

  expect(values.slice(-3)).toEqual(['0', '1', '2'])
})
