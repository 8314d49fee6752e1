// Keep-alive connections with one request open on each: as little client as HTTP/1.1 allows.
import { connect } from 'node:net'

import { login } from './login.mjs'
import { createPump } from './pump.mjs'
import { REQUESTS } from './requests.mjs'

const HEAD_END = '\r\n\r\n'

/** A connection that rested longer is opened anew, in milliseconds. Node's servers close it after 5 s. */
const LONGEST_REST_MS = 2_000

export async function openHttpLoad({ port, request, connections, withSession }) {
  const wanted = REQUESTS[request]
  const pump = createPump(1)
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const cookie = withSession ? await login(port) : undefined
      return new HttpConnection(port, toText(wanted, cookie), pump)
    }),
  )
  const [first] = clients
  await first.freshen()
  await pump.probe(first)
  checkAnswer(first.lastAnswer, wanted)

  return {
    async run(forMs) {
      await Promise.all(clients.map((client) => client.freshen()))
      return pump.run(clients, forMs)
    },
    close: () => clients.forEach((client) => client.close()),
  }
}

class HttpConnection {
  lastAnswer = ''
  #port
  #text
  #pump
  #tcp
  #usedAt = -Infinity
  #isAsking = false
  #waiting = ''

  constructor(port, text, pump) {
    this.#port = port
    this.#text = text
    this.#pump = pump
  }

  /** Connects, if it has not or if the server may soon give up the connection. */
  async freshen() {
    if (performance.now() - this.#usedAt < LONGEST_REST_MS) return
    this.close()
    const tcp = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    await new Promise((resolve, reject) => tcp.once('connect', resolve).once('error', reject))

    tcp.setEncoding('latin1')
    tcp.on('data', (chunk) => this.#read(chunk))
    tcp.on('error', this.#pump.failed)
    tcp.on('close', () => this.#closed())
    this.#tcp = tcp
    this.#usedAt = performance.now()
  }

  send() {
    this.#isAsking = true
    this.#tcp.write(this.#text, 'latin1')
  }

  close() {
    this.#tcp?.removeAllListeners('close')
    this.#tcp?.destroy()
  }

  /** A server may give up a connection that rests, but not one that waits for its answer. */
  #closed() {
    this.#usedAt = -Infinity
    if (this.#isAsking) this.#pump.failed(new Error('The server closed a connection.'))
  }

  #read(chunk) {
    this.#waiting += chunk
    if (!isWhole(this.#waiting)) return
    if (!this.#waiting.startsWith('HTTP/1.1 200')) {
      this.#pump.failed(new Error(`Not a 200:\n${this.#waiting}`))
    }
    this.lastAnswer = this.#waiting
    this.#waiting = ''
    this.#isAsking = false
    this.#usedAt = performance.now()
    this.#pump.answered(this, 1)
  }
}

function isWhole(answer) {
  const headEnd = answer.indexOf(HEAD_END)
  return headEnd !== -1 && answer.length >= headEnd + HEAD_END.length + lengthOf(answer)
}

function lengthOf(answer) {
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer) ?? []
  if (length === undefined) throw new Error(`An answer without a length:\n${answer}`)
  return Number(length)
}

function toText({ method, path, query, data }, cookie) {
  const body = data === undefined ? '' : JSON.stringify(data)
  return [
    `${method} ${path}${query ? `?${new URLSearchParams(query)}` : ''} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Accept: application/json',
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...(body ? ['Content-Type: application/json', `Content-Length: ${body.length}`] : []),
    '',
    body,
  ].join('\r\n')
}

function checkAnswer(text, { answer, path }) {
  const body = text.slice(text.indexOf(HEAD_END) + HEAD_END.length)
  if (body !== JSON.stringify(answer)) throw new Error(`A wrong answer to ${path}:\n${text}`)
}
