import type { VariantName } from '../app/variants.ts'
import type { Door, Peer, Seen } from './door.ts'
import { toExpected } from './expected.ts'
import { type HttpAnswer, sendHttp } from './http.ts'
import { Placeholders } from './placeholders.ts'
import type { Plan } from './plan.ts'
import { type Exchange, isRecord, type Json } from './recording.ts'
import { Scene } from './scene.ts'
import { type ServerProcess, startServer } from './server-process.ts'

/** Headers that are compared even where the recording has none of them. */
const TELLING = /^(?:access-control-|location$|x-powered-by$)/
/** Requests whose answer shows more than some recordings kept. */
const SHOWS_MORE = /^\/(?:req|rx)\b/
const KEPT_IN_PART = new Set(['verbs-and-params', 'headers'])

/** Runs the exchanges of one recording, in order, through one kind of client. */
export class Replay {
  readonly placeholders: Placeholders = new Placeholders()
  readonly #plan: Plan
  readonly #door: Door
  readonly #servers = new Map<VariantName, Promise<ServerProcess>>()
  readonly #peers = new Map<string, Promise<Peer>>()

  constructor(plan: Plan, door: Door) {
    this.#plan = plan
    this.#door = door
  }

  /** What we are to answer, and what came; of both what the recording's kind of exchange shows. */
  async run(exchange: Exchange): Promise<{ expected: Seen; found: Seen }> {
    const server = await this.#serverFor(exchange)
    this.placeholders.bind('port', String(server.port))
    const expected = toExpected(this.#plan.file, exchange)
    const scene = new Scene(server, async (letter) => this.#peerFor(letter, server))
    await this.#prepare(exchange, scene)
    const found = await this.#bringAbout(exchange, expected, scene)
    return { expected: this.#comparable(expected, found), found }
  }

  async end(): Promise<void> {
    for (const peer of this.#peers.values()) (await peer).close()
    for (const server of this.#servers.values()) await (await server).stop()
  }

  async #serverFor(exchange: Exchange): Promise<ServerProcess> {
    const { variant, production = false } = this.#plan
    const name = typeof variant === 'string' ? variant : variant(exchange)
    const server = this.#servers.get(name) ?? startServer(name, { production })
    this.#servers.set(name, server)
    return server
  }

  /** Lets nothing be heard of what was before. */
  async #prepare({ name, socket }: Exchange, scene: Scene): Promise<void> {
    await this.#plan.before?.[name]?.(scene)
    const letters = this.#lettersHeard(socket)
    await Promise.all(letters.map(async (letter) => this.#takeEvents(letter, scene.server)))
  }

  async #bringAbout(exchange: Exchange, expected: Seen, scene: Scene): Promise<Seen> {
    const { server } = scene
    const seen =
      (await this.#plan.instead?.[exchange.name]?.(scene)) ??
      (exchange['httpRequest'] === undefined
        ? await this.#runOverSocket(exchange, expected, server)
        : await this.#runOverHttp(exchange, expected, server))
    const letters = this.#lettersHeard(exchange['socket'])
    const heard = await Promise.all(letters.map(async (one) => this.#takeEvents(one, server)))
    const events = heard.flat()
    return { ...seen, ...(events.length > 0 && { events }) }
  }

  async #runOverSocket(exchange: Exchange, expected: Seen, server: ServerProcess): Promise<Seen> {
    const peer = await this.#peerFor(String(exchange['socket']), server)
    const headers = this.#plan.commonHeaders?.[exchange.name]
    if (headers) peer.setHeaders?.(headers(this.placeholders))
    const seen = await peer.ask(this.placeholders.fill(exchange), isRecord(expected['ack']))
    return this.#partOf(exchange, expected, seen)
  }

  #lettersHeard(asking: Json): readonly string[] {
    return this.#plan.audience ?? (typeof asking === 'string' ? [asking] : [])
  }

  async #takeEvents(letter: string, server: ServerProcess): Promise<Seen[]> {
    const peer = await this.#peerFor(letter, server)
    const events = await peer.takeEvents()
    return events.map((event) => ({ socket: letter, ...event }))
  }

  async #runOverHttp(exchange: Exchange, expected: Seen, server: ServerProcess): Promise<Seen> {
    const answer = await sendHttp(server.port, this.placeholders.fill(exchange['httpRequest']))
    this.#takeCookie(answer)
    const recorded = expected['httpResponse']
    const names = isRecord(recorded) && isRecord(recorded['headers']) ? recorded['headers'] : {}
    const headers = Object.entries(answer.headers).filter(
      ([name]) => Object.hasOwn(names, name) || TELLING.test(name),
    )
    return { httpResponse: { ...answer, headers: Object.fromEntries(headers) } }
  }

  /** The recordings of CSRF tokens do not say which cookie came with the token. */
  #takeCookie({ headers }: HttpAnswer): void {
    const { cookieName } = this.#plan
    const value = /^sails\.sid=([^;]+)/.exec([headers['set-cookie']].flat().join())?.[1]
    if (cookieName !== undefined && value !== undefined) this.placeholders.bind(cookieName, value)
  }

  async #peerFor(letter: string, server: ServerProcess): Promise<Peer> {
    const key = `${letter} ${server.port}`
    const handshake = this.#plan.sockets?.[letter]?.(this.placeholders) ?? {}
    const peer = this.#peers.get(key) ?? this.#door.connect(server.port, handshake)
    this.#peers.set(key, peer)
    return peer
  }

  /** Leaves out what the recording did not keep of the answer. */
  #partOf(exchange: Exchange, expected: Seen, seen: Seen): Seen {
    const url = urlOf(exchange)
    const isPart = KEPT_IN_PART.has(this.#plan.file) && SHOWS_MORE.test(url)
    const body = bodyOf(seen)
    const wanted = bodyOf(expected)
    if (!isPart || !isRecord(body) || !isRecord(wanted)) return seen
    for (const name of Object.keys(body)) if (!Object.hasOwn(wanted, name)) delete body[name]
    return seen
  }

  /** The recorded keys that this client can show. Ack ids count across files there, and within a socket here. */
  #comparable(expected: Seen, found: Seen): Seen {
    const kept: Seen = {}
    for (const key of [
      'sent',
      'ack',
      'events',
      'jwrErrorPresent',
      'callbackCalled',
      'sdkThrows',
      'httpResponse',
      'rooms',
      'count',
      'calls',
      'threw',
    ]) {
      if (expected[key] === undefined) continue
      const isShown = key in found || key === 'events' || this.#door.showsAll
      if (isShown) kept[key] = expected[key]
    }
    if (!('sent' in found) || expected['sdkRequest'] === undefined) {
      delete kept['sent']
      delete found['sent']
    }
    if (isEmptyList(kept['events'])) delete kept['events']
    for (const side of [kept, found]) {
      dropAckIds(side)
      sortRooms(side)
    }
    return kept
  }
}

function urlOf({ sent }: Exchange): string {
  const payload = isRecord(sent) ? (sent['payload'] ?? [sent['arguments']].flat()[0]) : undefined
  const url = isRecord(payload) ? String(payload['url']) : ''
  return url.replace(/^http:\/\/[^/]+/, '').toLowerCase()
}

function bodyOf({ ack }: Seen): Json {
  const payload = isRecord(ack) ? ack['payload'] : undefined
  return isRecord(payload) ? payload['body'] : undefined
}

function dropAckIds(seen: Seen): void {
  for (const part of [seen['sent'], seen['ack']]) if (isRecord(part)) delete part['ackId']
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0
}

/** A socket's rooms have no order. Those of models go last: its own room has a name that differs each time. */
function sortRooms(seen: Seen): void {
  const body = bodyOf(seen)
  const holder = isRecord(body) ? body : seen
  const rooms = holder['rooms']
  if (!Array.isArray(rooms)) return
  const names = rooms.map(String)
  const ofModels = names.filter((name) => name.startsWith('sails_model_'))
  const others = names.filter((name) => !name.startsWith('sails_model_'))
  holder['rooms'] = [...others, ...ofModels.sort((one, other) => (one < other ? -1 : 1))]
}
