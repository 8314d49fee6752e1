import { expect, test } from 'vitest'

import { parseActionSettings } from './action-settings.ts'

const app = { production: false, warn: () => undefined }

test('nothing configured gives what Sails does', () => {
  expect(parseActionSettings(undefined, app)).toMatchObject({
    exitHeaders: true,
    strictNumbers: false,
    singleValueArrays: false,
    parseJsonTexts: false,
    unknownInputs: 'strip',
  })
})

test.each([
  [{ strictNumber: true }, 'Did you mean "strictNumbers"?'],
  [{ exitHeaders: 'no' }, 'must be true or false'],
  [{ unknownInputs: 'drop' }, 'must be "strip" or "reject"'],
  [7, 'must be a dictionary'],
])('%j is refused with a way out', (config, hint) => {
  expect(() => parseActionSettings(config, app)).toThrow(hint)
})
