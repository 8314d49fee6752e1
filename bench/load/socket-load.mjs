// Virtual requests: sockets with some of them in flight on each.
import { login } from './login.mjs'
import { createPump } from './pump.mjs'
import { REQUESTS } from './requests.mjs'
import { openSocket } from './socket-connection.mjs'

export async function openSocketLoad({ port, request, connections, inFlight, withSession }) {
  const wanted = REQUESTS[request]
  const packet = toPacket(wanted)
  const pump = createPump(inFlight)
  const clients = await Promise.all(
    Array.from({ length: connections }, async () =>
      openClient(port, withSession ? await login(port) : undefined, packet, pump),
    ),
  )
  const [first] = clients
  await pump.probe(first)
  first.checkAnswer(wanted)

  return {
    run: (forMs) => pump.run(clients, forMs),
    close: () => clients.forEach((client) => client.close()),
  }
}

/** One socket as the pump wants it. */
async function openClient(port, cookie, packet, pump) {
  const socket = await openSocket(port, cookie, {
    answered: (connection, count) => {
      if (!connection.lastAnswer.includes('"statusCode":200')) {
        pump.failed(new Error(`Not a 200: ${connection.lastAnswer}`))
      }
      pump.answered(client, count)
    },
    heard: () => pump.failed(new Error('An event that nobody asked for.')),
    failed: pump.failed,
  })
  const client = {
    send: (count) => socket.send(count, packet),
    checkAnswer: (wanted) => checkAnswer(socket.lastAnswer, wanted),
    close: () => socket.close(),
  }
  return client
}

/** The event and its payload, in the order and with the keys that sails.io.js sends. */
export function toPacket({ method, path, headers = {}, query, data }) {
  const verb = method.toLowerCase()
  return JSON.stringify([verb, { method: verb, headers, data: query ?? data ?? {}, url: path }])
}

function checkAnswer(packet, { answer, path }) {
  const [reply] = JSON.parse(packet.replace(/^43\d+/, ''))
  if (reply.statusCode !== 200 || JSON.stringify(reply.body) !== JSON.stringify(answer)) {
    throw new Error(`A wrong answer to ${path}: ${packet}`)
  }
}
