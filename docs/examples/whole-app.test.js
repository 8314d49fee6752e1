import { Sails } from 'halyard'
import { expect, test } from 'vitest'

// #region whole
test('the server answers', async () => {
  const app = new Sails()
  const routes = { 'GET /health': (_req, res) => res.json('fine') }
  await app.lift({ port: 0, explicitHost: '127.0.0.1', log: { level: 'silent' }, routes })
  const { port } = app.httpServer.address()

  const answer = await fetch(`http://127.0.0.1:${port}/health`)

  expect(await answer.json()).toBe('fine')
  await app.lower()
})
// #endregion whole
