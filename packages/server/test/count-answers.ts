import { once } from 'node:events'
import { connect } from 'node:net'

import type { Request, Response, SailsApp } from '../src/index.ts'
import type { TransportName, TransportUnderTest } from '../src/testing/index.ts'
import { portOf } from './http/lift-app.ts'
import { connectRaw } from './sockets/raw-client.ts'

/** Route that {@link countAnswers} needs: its answer comes after all that came before it. */
export const LAST_WORD = {
  'GET /last-word': async (req: Request, res: Response): Promise<void> => {
    req.setTimeout(0)
    // Late answers of the tests come from promises, immediates and timers of a few milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 20))
    res.json('last word')
  },
}

/** How many answers a client gets to one `GET`, as they are on the wire. */
export async function countAnswers(
  { app, name }: TransportUnderTest,
  path: string,
): Promise<number> {
  return COUNT[name](app, path)
}

const COUNT: Record<TransportName, (app: SailsApp, path: string) => Promise<number>> = {
  async http(app, path) {
    const client = connect(portOf(app), '127.0.0.1')
    let text = ''
    client.setEncoding('latin1')
    client.on('data', (chunk: string) => (text += chunk))
    // One after the other on one connection: a second answer to the first would stand before the last word.
    client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    client.write('GET /last-word HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await once(client, 'close')
    if (!text.includes('last word')) throw new Error(`The connection was cut after: ${text}`)
    return text.split(/HTTP\/1\.1 \d{3} /).length - 2
  },

  async socket(app, path) {
    const client = await connectRaw(`http://127.0.0.1:${portOf(app)}`)
    await client.ask(`420["get",${JSON.stringify({ url: path })}]`)
    await client.ask('421["get",{"url":"/last-word"}]')
    return client.frames.filter((frame) => frame.startsWith('430')).length
  },

  async 'in-process'(app, path) {
    let count = 0
    await new Promise<void>((resolve) => {
      app.request(path, {}, () => {
        count++
        resolve()
      })
    })
    await app.request('/last-word')
    return count
  },
}
