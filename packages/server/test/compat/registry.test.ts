import { expect, test } from 'vitest'

import { loadWrittenApp } from '../files/load-written-app.ts'

test('policies, responses and what hooks of the app show are in sails.middleware and sails.registry', async () => {
  const { app } = await loadWrittenApp({
    'api/policies/is-admin.js':
      'module.exports = function isAdmin(req, res, proceed) { proceed() }',
    'api/responses/expired.js':
      'module.exports = function expired() { this.res.status(498).send("expired") }',
    'api/hooks/stamp/index.js': 'module.exports = () => ({ middleware: { stamp: "stamped" } })',
  })

  expect(app.middleware).toMatchObject({
    policies: { 'is-admin': expect.any(Function) },
    responses: { expired: expect.any(Function), notFound: expect.any(Function) },
    stamp: { stamp: 'stamped' },
  })
  expect(app.registry).toEqual(app.middleware)
})
