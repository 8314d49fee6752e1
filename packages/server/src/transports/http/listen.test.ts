import { Server } from 'node:http'

import { expect, test } from 'vitest'

import { listen } from './listen.ts'

const place = { port: 80, host: undefined }

/** A server to which the operating system says no, as it does where a test may do everything. */
class RefusedServer extends Server {
  readonly #code: string

  constructor(code: string) {
    super()
    this.#code = code
  }

  override listen(): this {
    const error = Object.assign(new Error('refused'), { code: this.#code, syscall: 'listen' })
    process.nextTick(() => this.emit('error', error))
    return this
  }
}

/** A server whose host is never resolved. */
class WaitingServer extends Server {
  override listen(): this {
    return this
  }
}

test.each([
  ['EACCES', 'E_PORT_DENIED'],
  ['EADDRINUSE', 'E_PORT_BUSY'],
  ['EADDRNOTAVAIL', 'E_LISTEN_FAILED'],
])('%s is %s, which names the port', async (code, ours) => {
  await expect(listen(new RefusedServer(code), place, 1_000)).rejects.toMatchObject({
    code: ours,
    port: 80,
    message: expect.stringContaining('80'),
    cause: { code },
  })
})

test('a server that does not listen in time is E_LIFT_TIMEOUT', async () => {
  await expect(listen(new WaitingServer(), place, 1)).rejects.toMatchObject({
    code: 'E_LIFT_TIMEOUT',
    message: expect.stringContaining('1 ms'),
  })
})
