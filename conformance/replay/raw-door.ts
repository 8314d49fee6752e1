import type { Door, Peer, Seen } from './door.ts'
import { connectRaw, type RawSocket } from './raw-socket.ts'
import { type Exchange, isRecord, type Json } from './recording.ts'

/** Raw frames of one revision of Engine.IO: what was recorded is sent to the letter. */
export function createRawDoor(eio: 3 | 4): Door {
  return {
    name: `raw frames, EIO ${eio}`,
    canAsk: ({ sent }) => sent !== undefined,
    connect: async (port, handshake) => new RawPeer(await connectRaw(port, eio, handshake)),
  }
}

/** Ack ids of our own questions, far from those of the recordings. */
const FIRST_OWN_ID = 900_000

class RawPeer implements Peer {
  readonly #socket: RawSocket
  readonly #acks = new Map<number, Seen>()
  #events: { event: string; data: Json }[] = []
  #lastId = 0
  #lastOwnId = FIRST_OWN_ID

  constructor(socket: RawSocket) {
    this.#socket = socket
  }

  async ask(exchange: Exchange, expectsAck: boolean): Promise<Seen> {
    const { sent } = exchange
    if (!isRecord(sent)) throw new Error(`"${exchange.name}" does not say what was sent.`)
    const args = sent['arguments'] ?? [sent['payload']]
    const id = sent['ackId'] === undefined ? undefined : this.#lastId++
    this.#socket.send(`42${id ?? ''}${JSON.stringify([sent['event'], ...[args].flat()])}`)
    if (expectsAck && id !== undefined) return { ack: await this.#ackOf(id) }
    await this.#flush()
    return { ack: id === undefined ? null : (this.#acks.get(id) ?? null) }
  }

  async takeEvents(): Promise<{ event: string; data: Json }[]> {
    await this.#flush()
    const events = this.#events
    this.#events = []
    return events
  }

  close(): void {
    this.#socket.close()
  }

  /** Asks something whose answer comes after everything that the server has sent so far. */
  async #flush(): Promise<void> {
    const id = ++this.#lastOwnId
    this.#socket.send(`42${id}["get",{"url":"/hello"}]`)
    await this.#ackOf(id)
  }

  async #ackOf(id: number): Promise<Seen> {
    for (;;) {
      const ack = this.#acks.get(id)
      if (ack !== undefined) return ack
      await this.#read()
    }
  }

  async #read(): Promise<void> {
    const frame = String(await this.#socket.next())
    const [, kind, attachments, id, json] = /^4(\d)(?:(\d+)-)?(\d*)(.*)$/s.exec(frame) ?? []
    if (kind === '2') {
      const [event, data]: [string, Json] = JSON.parse(json ?? '[]')
      this.#events.push({ event, data })
    }
    if (kind === '3')
      this.#acks.set(Number(id), { type: 'ACK', payload: JSON.parse(json ?? '')[0] })
    if (kind !== '6') return
    for (let left = Number(attachments); left > 0; left--) await this.#socket.next()
    const [payload]: [Json] = JSON.parse(json ?? '[]')
    this.#acks.set(Number(id), { type: 'BINARY_ACK', attachments: Number(attachments), payload })
  }
}
