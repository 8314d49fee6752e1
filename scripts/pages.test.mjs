import { existsSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { countLooseCode, exampleFiles, fillExamples } from './examples.mjs'
import { PAGES, PAGES_WITH_EXAMPLES, brokenLinks, fromRoot, readFromRoot } from './pages.mjs'

describe.each(PAGES_WITH_EXAMPLES)('the examples of %s', (page) => {
  test('are what their files say (npm run docs:examples puts them in)', () => {
    const text = readFromRoot(page)

    expect(text).toBe(fillExamples(text, readFromRoot))
  })

  test('are all from files', () => {
    expect(countLooseCode(readFromRoot(page))).toBe(0)
  })
})

test('every file with examples is run by a test', () => {
  const files = new Set(PAGES_WITH_EXAMPLES.flatMap((page) => exampleFiles(readFromRoot(page))))
  // A whole app is run by the test beside its folder.
  const testsOf = (file) => [file, file.split('/').slice(0, 3).join('/')].map(toTest)
  const toTest = (path) => `${path.replace(/\.m?js$/, '')}.test.js`
  const isRun = (file) =>
    file.includes('.test.') || testsOf(file).some((test) => existsSync(fromRoot(test)))

  expect([...files].filter((file) => !isRun(file))).toEqual([])
})

test.each(PAGES)('the links of %s lead somewhere', (page) => {
  expect(brokenLinks(page)).toEqual([])
})

test('every file that ARCHITECTURE.md names on the way of a request exists', () => {
  const [, way = ''] =
    /^## One request.*?^```\n(.*?)^```$/ms.exec(readFromRoot('ARCHITECTURE.md')) ?? []
  const named = [...way.matchAll(/^ *(?:\d +)?([a-z-]+\/\S*)|-> (\S+\.ts)/gm)].map(
    (match) => match[1] ?? match[2],
  )

  expect(named.length).toBeGreaterThan(8)
  expect(named.filter((file) => !existsSync(fromRoot(`packages/server/src/${file}`)))).toEqual([])
})

test('every code of docs/errors.md is in the index of its areas', () => {
  const [index = '', ...sections] = readFromRoot('docs/errors.md').split(/^## (?!By area)/m)
  const missing = sections
    .map((section) => section.split('\n')[0])
    .filter((code) => !index.includes(`[${code}](`))

  expect(missing).toEqual([])
})
