import { type IncomingHttpHeaders, type Server, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, describe } from 'vitest'

import type { HalyardError } from '../../src/errors.ts'
import {
  type Connection,
  type MessageClasses,
  type MessageSettings,
  createMessageClasses,
} from '../../src/request/create-message-classes.ts'
import type { Request } from '../../src/request/request.ts'
import type { Response } from '../../src/request/response.ts'

/** What a client got. */
export interface Answer {
  statusCode: number
  headers: IncomingHttpHeaders
  body: unknown
}

/** What a client asks; by default `GET /` without headers and data. */
export interface Question {
  method?: string
  url?: string
  headers?: Record<string, string>
  /** Sent as JSON over HTTP, where nobody parses it. */
  body?: unknown
  connection?: Partial<Connection>
}

export type Action = (req: Request, res: Response) => unknown

/** One way in. */
export interface Door {
  readonly messages: MessageClasses
  /** Codes of what was reported, in order. */
  readonly misuses: string[]
  /** Errors that took the place of an answer. */
  readonly failures: unknown[]
  /** Answers one request with the action. */
  readonly ask: (action: Action, question?: Question) => Promise<Answer>
}

type OpenDoor = (settings?: Partial<MessageSettings>) => Promise<Door>

/** Runs the same tests over HTTP and with virtual requests. */
export function overBothDoors(
  title: string,
  define: (open: OpenDoor, isHttp: boolean) => void,
): void {
  describe(`${title}, over HTTP`, () => define(openHttpDoor, true))
  describe(`${title}, as a virtual request`, () => define(openVirtualDoor, false))
}

const servers: Server[] = []

afterEach(async () => {
  const open = servers.splice(0)
  await Promise.all(open.map((server) => close(server)))
})

export async function openVirtualDoor(settings: Partial<MessageSettings> = {}): Promise<Door> {
  const door = createDoor(settings)
  return {
    ...door,
    ask: (action, question = {}) =>
      new Promise((resolve) => {
        const { method = 'GET', url = '/', headers = {}, body = {} } = question
        const connection = { ...IN_PROCESS, headers, ...question.connection }
        const init = { method, url, headers, body, connection }
        const req = door.messages.createVirtualRequest(init)
        const res = door.messages.createVirtualResponse(req, (reply) => {
          // A transport writes the answer as JSON and lets a failure out.
          JSON.stringify(reply)
          resolve({ statusCode: 0, body: undefined, ...reply, headers: { ...reply.headers } })
        })
        action(req, res)
      }),
  }
}

export async function openHttpDoor(settings: Partial<MessageSettings> = {}): Promise<Door> {
  const door = createDoor(settings)
  let answerWith: Action | undefined
  const { HttpRequest, HttpResponse } = door.messages
  const server = createServer({ IncomingMessage: HttpRequest, ServerResponse: HttpResponse })
  server.on('request', (req, res) => answerWith?.(req, res))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...door,
    ask: (action, question = {}) => {
      answerWith = action
      return askOverHttp(port, question)
    },
  }
}

const IN_PROCESS: Connection = {
  transport: 'in-process',
  socket: undefined,
  headers: {},
  remoteAddress: '127.0.0.1',
  encrypted: false,
}

function createDoor(settings: Partial<MessageSettings>): Omit<Door, 'ask'> {
  const messages = createMessageClasses({
    ...{ app: {}, secrets: ['first', 'second'], production: false, jsonSpaces: 0 },
    ...{ trustProxy: () => false, maxCollectedBytes: 1_000 },
    ...settings,
  })
  const misuses: string[] = []
  const failures: unknown[] = []
  messages.onMisuse((misuse: HalyardError) => misuses.push(misuse.code))
  messages.onFailure((error, _req, res) => {
    failures.push(error)
    res.status(500).json('failed')
  })
  return { messages, misuses, failures }
}

function askOverHttp(port: number, question: Question): Promise<Answer> {
  const { method = 'GET', url = '/', headers = {} } = question
  const text = question.body === undefined ? undefined : JSON.stringify(question.body)
  return new Promise((resolve, reject) => {
    const options = { port, method, path: url, headers, agent: false }
    const sent = request({ host: '127.0.0.1', ...options }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('error', reject)
      res.on('end', () => {
        const body = readBody(Buffer.concat(chunks), res.headers['content-type'])
        resolve({ statusCode: res.statusCode ?? 0, headers: res.headers, body })
      })
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

function readBody(bytes: Buffer, type: string | undefined): unknown {
  if (bytes.length === 0) return undefined
  if (type?.includes('json') === true) return JSON.parse(bytes.toString())
  return type === 'application/octet-stream' ? bytes : bytes.toString()
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
