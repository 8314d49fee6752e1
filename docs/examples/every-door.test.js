// #region doors
import { overEachTransport } from 'halyard/testing'

overEachTransport('greetings', (lift) => {
  test('know the name', async () => {
    const request = await lift({
      routes: { 'GET /hello/:name': (req, res) => res.json(`Hello, ${req.param('name')}`) },
    })

    const { statusCode, body } = await request('get', '/hello/Ann')

    expect(statusCode).toBe(200)
    expect(body).toBe('Hello, Ann')
  })
})
// #endregion doors
