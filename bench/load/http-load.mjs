// Keep-alive connections with one request open on each: as little client as HTTP/1.1 allows.
import { connect } from 'node:net'

import { login } from './login.mjs'
import { createPump } from './pump.mjs'
import { REQUESTS } from './requests.mjs'

const HEAD_END = '\r\n\r\n'

export async function openHttpLoad({ port, request, connections, withSession }) {
  const wanted = REQUESTS[request]
  const pump = createPump(1)
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const cookie = withSession ? await login(port) : undefined
      return openConnection(port, toText(wanted, cookie), pump)
    }),
  )
  const [first] = clients
  await pump.probe(first)
  checkAnswer(first.lastAnswer(), wanted)

  return {
    run: (forMs) => pump.run(clients, forMs),
    close: () => clients.forEach((client) => client.close()),
  }
}

async function openConnection(port, text, pump) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let waiting = ''
  let last = ''

  const connection = {
    send: () => socket.write(text, 'latin1'),
    lastAnswer: () => last,
    close: () => socket.destroy(),
  }
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    waiting += chunk
    if (!isWhole(waiting)) return
    if (!waiting.startsWith('HTTP/1.1 200')) pump.failed(new Error(`Not a 200:\n${waiting}`))
    last = waiting
    waiting = ''
    pump.answered(connection, 1)
  })
  socket.on('error', pump.failed)
  socket.on('close', () => pump.failed(new Error('The server closed a keep-alive connection.')))
  return connection
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
