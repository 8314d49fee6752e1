// #region node
import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'

import { overEachTransport } from 'halyard/testing'

overEachTransport(
  'greetings',
  (lift) => {
    test('are polite', async () => {
      const request = await lift({ routes: { 'GET /': (_req, res) => res.json('Hello') } })

      assert.equal((await request('get', '/')).body, 'Hello')
    })
  },
  { describe, afterEach },
)
// #endregion node
