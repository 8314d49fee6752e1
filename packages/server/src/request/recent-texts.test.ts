import { expect, test } from 'vitest'

import { RecentTexts } from './recent-texts.ts'

test('what was found out about a text is remembered', () => {
  const texts = new RecentTexts()

  expect(texts.get('a')).toBeUndefined()
  expect(texts.remember('a', 'found')).toBe('found')
  expect(texts.get('a')).toBe('found')
})

test('the oldest of many texts goes, and long ones are not kept at all', () => {
  const texts = new RecentTexts()
  for (let count = 0; count <= 5_000; count += 1) texts.remember(`text ${count}`, 'found')
  texts.remember('x'.repeat(513), 'found')

  expect(texts.get('text 0')).toBeUndefined()
  expect([texts.get('text 1'), texts.get('text 5000')]).toEqual(['found', 'found'])
  expect(texts.get('x'.repeat(513))).toBeUndefined()
})
