import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { nest } from '../by-hand/server-crashes.ts'
import { connectOurs } from '../replay/our-door.ts'
import { type ServerProcess, startServer } from '../replay/server-process.ts'
import { connectStock } from '../replay/stock-io.ts'

type Ask = (url: string, data?: unknown) => Promise<{ statusCode: unknown; body: unknown }>

/** Both clients, as a function that resolves whatever the status is. */
const CLIENTS: Readonly<Record<string, (port: number) => Promise<Ask>>> = {
  async 'the stock client'(port) {
    const socket = await connectStock(`http://127.0.0.1:${port}`)
    return (url, data) =>
      new Promise((resolve) => {
        socket.request({ method: 'post', url, data }, (_resData, { statusCode, body }) =>
          resolve({ statusCode, body }),
        )
      })
  },
  async 'our client'(port) {
    const socket = await connectOurs(port)
    return (url, data) =>
      new Promise((resolve) => {
        const options = data === undefined ? {} : { data: Object(data) }
        socket.request({ method: 'post', url, ...options }, (_resData, { statusCode, body }) =>
          resolve({ statusCode, body }),
        )
      })
  },
}

describe.each(Object.entries(CLIENTS))(
  'what ends the process of Sails, through %s',
  (_name, connect) => {
    let server: ServerProcess
    let ask: Ask

    beforeEach(async () => {
      server = await startServer('base')
      ask = await connect(server.port)
    })

    afterEach(async () => server.stop())

    test.each([
      ['data nested 3000 deep', '/hello', JSON.parse(nest(3_000)), 400],
      ['an answer with a circular structure', '/probe/circular', undefined, 500],
      ['a stream without status', '/probe/pipe', undefined, 200],
    ])('%s is answered, and the next request too', async (_what, url, data, statusCode) => {
      expect(await ask(url, data)).toMatchObject({ statusCode })
      expect(await ask('/hello')).toEqual({ statusCode: 200, body: 'OK' })
      expect(server.exitCode()).toBeUndefined()
    })
  },
)
