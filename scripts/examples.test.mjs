import { expect, test } from 'vitest'

import { countLooseCode, exampleFiles, fillExamples } from './examples.mjs'

const SOURCE = `export function start(app) {
  // #region join
  // #region inner
  app.join()
  // #endregion inner

  if (app) {
    app.leave()
  }
  // #endregion join
}
`
const page = (code) => `text\n\n<!-- example: a.js#join -->\n\n\`\`\`js\n${code}\`\`\`\n`

test('a part of a file is put below its name, moved to the margin', () => {
  const filled = fillExamples(page('old()\n'), () => SOURCE)

  expect(filled).toBe(page('app.join()\n\nif (app) {\n  app.leave()\n}\n'))
})

test('a part that is not in the file is an error', () => {
  const text = page('').replace('#join', '#gone')

  expect(() => fillExamples(text, () => SOURCE)).toThrow('a.js has no region gone')
})

test('code that comes from no file is found', () => {
  expect(countLooseCode(page('a\n'))).toBe(0)
  expect(countLooseCode(`${page('a\n')}\n\`\`\`js\nb\n\`\`\`\n`)).toBe(1)
  expect(exampleFiles(page(''))).toEqual(['a.js'])
})
