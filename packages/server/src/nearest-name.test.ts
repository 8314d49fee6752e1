import { expect, test } from 'vitest'

import { nearestName } from './nearest-name.ts'

test.each([
  ['sokets', 'sockets'],
  ['Polices', 'policies'],
  ['prot', 'port'],
])('%s is taken for %s', (name, meant) => {
  expect(nearestName(name, ['port', 'sockets', 'policies'])).toBe(meant)
})

test('a name that is like no other is taken for none', () => {
  expect(nearestName('mailer', ['port', 'sockets', 'policies'])).toBeUndefined()
})
