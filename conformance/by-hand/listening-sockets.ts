import type { Handshake } from '../replay/door.ts'
import { sendHttp } from '../replay/http.ts'
import { connectRaw, type RawSocket } from '../replay/raw-socket.ts'
import { isRecord } from '../replay/recording.ts'
import type { ServerProcess } from '../replay/server-process.ts'

export interface HeardEvent {
  readonly socket: string
  readonly event: string
  readonly data: unknown
}

/** Raw sockets by letter, and what they hear. */
export class ListeningSockets {
  readonly ids: Record<string, string> = {}
  readonly #sockets = new Map<string, { server: ServerProcess; raw: RawSocket }>()
  #lastId = 0

  /** Connects a socket; its id is asked of the server, since revision 4 gives it a name of its own. */
  async connect(letter: string, server: ServerProcess, handshake?: Handshake): Promise<void> {
    const raw = await connectRaw(server.port, 4, handshake)
    this.#sockets.set(letter, { server, raw })
    const { rooms } = await this.ask(letter, '/probe/rooms')
    this.ids[letter] = String([rooms].flat()[0])
  }

  /** Asks a route through one of the sockets, and gives the body. Events that came before stay to be heard. */
  async ask(letter: string, url: string): Promise<Record<string, unknown>> {
    const socket = this.#sockets.get(letter)
    if (socket === undefined) throw new Error(`There is no socket ${letter}.`)
    const id = ++this.#lastId
    socket.raw.send(`42${id}["get",{"url":"${url}"}]`)
    const start = `43${id}[`
    const kept: (string | Buffer)[] = []
    for (;;) {
      const frame = await socket.raw.next()
      if (typeof frame === 'string' && frame.startsWith(start)) {
        socket.raw.putBack(kept)
        return JSON.parse(frame.slice(start.length - 1))[0].body
      }
      kept.push(frame)
    }
  }

  /** All events so far, in the order of the letters. */
  async hear(): Promise<HeardEvent[]> {
    const heard: HeardEvent[] = []
    for (const [socket, { raw }] of this.#sockets) {
      await this.ask(socket, '/hello')
      const frames = raw.takeAll()
      const bytes = frames.filter((frame) => typeof frame !== 'string')
      for (const frame of frames) {
        const [, event, data] = /^4[25](?:\d-)?\["(\w+)",(.*)\]$/s.exec(String(frame)) ?? []
        if (event === undefined) continue
        heard.push({ socket, event, data: parseWithBytes(data ?? 'null', bytes) })
      }
    }
    return heard
  }

  /** Events up to one that every socket gets last. It is not among them. */
  async hearUntil(last: string): Promise<HeardEvent[]> {
    const heard: HeardEvent[] = []
    const isOver = (socket: string) =>
      heard.some((one) => one.socket === socket && one.event === last)
    while (![...this.#sockets.keys()].every(isOver)) heard.push(...(await this.hear()))
    const order = [...this.#sockets.keys()]
    return heard
      .filter(({ event }) => event !== last)
      .sort((one, other) => order.indexOf(one.socket) - order.indexOf(other.socket))
  }

  close(): void {
    for (const { raw } of this.#sockets.values()) raw.close()
  }

  /** Has a socket go, and waits until its server has seen it. */
  async drop(letter: string): Promise<void> {
    const socket = this.#sockets.get(letter)
    this.#sockets.delete(letter)
    socket?.raw.close()
    await socket?.raw.closed
    if (socket !== undefined) await sendHttp(socket.server.port, { method: 'GET', path: '/hello' })
  }
}

/** Puts bytes in the place of their placeholders, by index as the recordings show them. */
function parseWithBytes(text: string, bytes: Buffer[]): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    const isPlaceholder = isRecord(value) && value['_placeholder'] === true
    return isPlaceholder ? Object.assign({}, [...(bytes.shift() ?? [])]) : value
  })
}
