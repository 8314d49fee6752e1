import type { Peer } from './door.ts'
import { isRecord, type Json } from './recording.ts'
import type { ServerProcess } from './server-process.ts'

/** What an exchange of a replay can use beside its own request. */
export class Scene {
  readonly server: ServerProcess
  readonly #peerFor: (letter: string) => Promise<Peer>

  constructor(server: ServerProcess, peerFor: (letter: string) => Promise<Peer>) {
    this.server = server
    this.#peerFor = peerFor
  }

  /** Has a socket ask for something, and gives the body of the answer. */
  async ask(letter: string, url: string, method = 'get', data: Json = {}): Promise<Json> {
    const request = { method, url, data }
    const peer = await this.#peerFor(letter)
    const { ack } = await peer.ask(
      {
        name: url,
        sdkRequest: request,
        sent: { ackId: 0, event: method, payload: { ...request, headers: {} } },
      },
      true,
    )
    const payload = isRecord(ack) ? ack['payload'] : undefined
    return isRecord(payload) ? payload['body'] : undefined
  }

  /** The rooms that a socket is in. */
  async roomsOf(letter: string): Promise<string[]> {
    const body = await this.ask(letter, '/probe/rooms')
    return isRecord(body) ? [body['rooms']].flat().map(String) : []
  }
}
