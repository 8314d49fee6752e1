// A WebSocket that speaks Engine.IO 4 with as little work as the protocols allow.
import { connect } from 'node:net'

import { FrameReader, toFrame } from './frames.mjs'

const QUERY = new URLSearchParams({
  __sails_io_sdk_version: '1.2.1',
  __sails_io_sdk_platform: 'node',
  __sails_io_sdk_language: 'javascript',
  EIO: '4',
  transport: 'websocket',
})

const HEAD_END = '\r\n\r\n'

/**
 * Connects and joins the default namespace.
 *
 * @param listener `answered(connection, count)`, `heard(connection, count)` for events, `failed(error)`.
 */
export async function openSocket(port, cookie, listener) {
  const tcp = connect({ port, host: '127.0.0.1', noDelay: true })
  tcp.setEncoding('latin1')
  tcp.write(upgradeRequest(port, cookie))
  const connection = new SocketConnection(tcp, listener)
  await connection.joined
  return connection
}

class SocketConnection {
  joined
  lastAnswer = ''
  #tcp
  #listener
  #frames = new FrameReader()
  #head = ''
  #isUpgraded = false
  #nextId = 0
  #join

  constructor(tcp, listener) {
    this.#tcp = tcp
    this.#listener = listener
    this.joined = new Promise((resolve, reject) => {
      this.#join = resolve
      tcp.once('error', reject)
      tcp.once('close', () => reject(new Error(`The server closed a socket. ${this.#head}`)))
    })
    tcp.on('data', (chunk) => this.#read(chunk))
    tcp.on('error', listener.failed)
    tcp.on('close', () => listener.failed(new Error('The server closed a socket.')))
  }

  /** Sends the same request `count` times in one write, each time with an id of its own. */
  send(count, request) {
    let text = ''
    for (let sent = 0; sent < count; sent++) text += toFrame(`42${this.#nextId++}${request}`)
    this.#tcp.write(text, 'latin1')
  }

  close() {
    this.#tcp.removeAllListeners('close')
    this.#tcp.destroy()
  }

  #read(chunk) {
    const frames = this.#isUpgraded ? chunk : this.#cutHead(chunk)
    let answers = 0
    let events = 0
    for (const message of this.#frames.read(frames)) {
      if (message.startsWith('43')) {
        answers++
        this.lastAnswer = message
      } else if (message.startsWith('42')) events++
      else this.#obey(message)
    }
    if (events > 0) this.#listener.heard(this, events)
    if (answers > 0) this.#listener.answered(this, answers)
  }

  #cutHead(chunk) {
    this.#head += chunk
    const headEnd = this.#head.indexOf(HEAD_END)
    if (headEnd === -1) return ''
    this.#isUpgraded = this.#head.startsWith('HTTP/1.1 101')
    return this.#isUpgraded ? this.#head.slice(headEnd + HEAD_END.length) : ''
  }

  #obey(message) {
    if (message.startsWith('0')) this.#tcp.write(toFrame('40'), 'latin1')
    else if (message.startsWith('40')) this.#join()
    else if (message === '2') this.#tcp.write(toFrame('3'), 'latin1')
    else this.#listener.failed(new Error(`An unexpected packet: ${message}`))
  }
}

function upgradeRequest(port, cookie) {
  return [
    `GET /socket.io/?${QUERY} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: aGFseWFyZC1iZW5jaC0xMg==',
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    '\r\n',
  ].join('\r\n')
}
