import type { Door, Handshake, Peer, Seen } from './door.ts'
import { type Exchange, isRecord, type Json } from './recording.ts'
import { connectStock, type Packet, type StockSocket } from './stock-io.ts'
import { toWireBody } from './wire-body.ts'

/** The stock client: hands `sdkRequest` over as it is, and shows what left and what came. */
export const stockDoor: Door = {
  name: 'the stock client',
  showsAll: true,
  canAsk: () => true,
  async connect(port, handshake) {
    const socket = await connectStock(`http://127.0.0.1:${port}`, toOptions(handshake))
    return new StockPeer(socket)
  },
}

const EVENT = 2
const ACK = 3
const BINARY_ACK = 6

/** A stock client whose packets can be seen. */
export class StockPeer implements Peer {
  readonly socket: StockSocket
  readonly #acks = new Map<number, Seen>()
  #sent: Packet | undefined
  #events: { event: string; data: Json }[] = []

  constructor(socket: StockSocket) {
    this.socket = socket
    const manager = socket._raw.io
    const send = manager.packet.bind(manager)
    manager.packet = (packet) => {
      // The SDK writes into what it has sent when the answer comes.
      this.#sent = structuredClone(packet)
      send(packet)
    }
    manager.on('packet', (packet) => this.#note(packet))
  }

  async ask(exchange: Exchange, expectsAck: boolean): Promise<Seen> {
    if (exchange['sdkRequest'] === undefined) return this.#emit(exchange, expectsAck)
    if (exchange['sdkThrows'] === true) return this.#askWrongly(exchange)
    const called = new Promise<boolean>((resolve) => {
      this.socket.request(structuredClone(exchange['sdkRequest']), (_resData, jwres) =>
        resolve('error' in jwres),
      )
    })
    const sent = this.#describeSent()
    if (!expectsAck) {
      await this.#flush()
      return { sent, ack: this.#ackOf(sent), callbackCalled: false }
    }
    return { sent, ...toJwrError(await called), ack: this.#ackOf(sent) }
  }

  setHeaders(headers: Record<string, string | undefined>): void {
    this.socket.headers = headers
  }

  async takeEvents(): Promise<{ event: string; data: Json }[]> {
    await this.#flush()
    const events = this.#events
    this.#events = []
    return events
  }

  close(): void {
    if (this.socket.isConnected()) this.socket.disconnect()
  }

  #askWrongly({ sdkRequest }: Exchange): Seen {
    try {
      this.socket.request(sdkRequest, () => undefined)
      return { sdkThrows: false }
    } catch {
      return { sdkThrows: true }
    }
  }

  async #emit({ sent }: Exchange, expectsAck: boolean): Promise<Seen> {
    if (!isRecord(sent)) throw new Error('A raw emit needs its arguments.')
    const args = [sent['event'], ...[sent['arguments']].flat()]
    if (sent['ackId'] === undefined) this.socket._raw.emit(...args)
    else {
      const answered = new Promise<void>((resolve) => {
        this.socket._raw.emit(...args, () => resolve())
      })
      if (expectsAck) await answered
    }
    const left = this.#describeSent()
    await this.#flush()
    return { ack: this.#ackOf(left) }
  }

  #note({ type, id, data = [] }: Packet): void {
    if (type === EVENT) this.#events.push({ event: String(data[0]), data: data[1] })
    if (id === undefined) return
    const { body, attachments } = toWireBody(data[0])
    if (type === ACK) this.#acks.set(id, { type: 'ACK', payload: body.body })
    if (type === BINARY_ACK) {
      this.#acks.set(id, { type: 'BINARY_ACK', ...attachments, payload: body.body })
    }
  }

  #describeSent(): Seen {
    const { id, data = [] } = this.#sent ?? { type: EVENT }
    return {
      type: 'EVENT',
      ...(id !== undefined && { ackId: id }),
      event: data[0],
      payload: data[1],
    }
  }

  #ackOf({ ackId }: Seen): Json {
    return this.#acks.get(Number(ackId)) ?? null
  }

  async #flush(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.socket._raw.emit('get', { url: '/hello' }, () => resolve())
    })
  }
}

function toJwrError(isPresent: boolean): Seen {
  return isPresent ? { jwrErrorPresent: true } : {}
}

function toOptions({ headers, query }: Handshake): Record<string, unknown> {
  return {
    ...(headers && { initialConnectionHeaders: headers }),
    ...(query !== undefined && { query }),
  }
}
