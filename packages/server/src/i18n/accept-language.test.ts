import { expect, test } from 'vitest'

import { chooseLocale } from './accept-language.ts'

const LOCALES = ['en', 'fr', 'pt-br', 'zh_Hant']

test.each([
  ['fr', 'fr'],
  ['FR-ca', 'fr'],
  ['de, fr;q=0.2, en;q=0.8', 'en'],
  ['en;q=0.1,pt-BR', 'pt-br'],
  ['pt', undefined],
  ['zh-hant', 'zh_Hant'],
  ['en;q=0, fr;q=0.1', 'fr'],
  ['fr;q=0.5, en;q=0.5', 'fr'],
  ['fr;q=many, en', 'en'],
  ['*', undefined],
  ['', undefined],
  [',;,q=1', undefined],
  [undefined, undefined],
  [`${'x'.repeat(2_000)},fr`, undefined],
])('%j asks for %s', (header, locale) => {
  expect(chooseLocale(header, LOCALES)).toBe(locale)
})
