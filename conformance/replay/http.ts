import { request } from 'node:http'

import { isRecord, type Json } from './recording.ts'

export interface HttpAnswer {
  readonly status: number | undefined
  readonly headers: Record<string, Json>
  /** Parsed when it is JSON. */
  readonly body: Json
}

/** Sends what an exchange has under `httpRequest`. */
export function sendHttp(port: number, httpRequest: Json): Promise<HttpAnswer> {
  if (!isRecord(httpRequest)) throw new Error('An HTTP exchange needs its request.')
  const { method, path, body } = httpRequest
  const headers = toHeaders(httpRequest['headers'])
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  if (text !== undefined) {
    headers['content-type'] ??= 'application/json'
    headers['content-length'] = String(Buffer.byteLength(text))
  }
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method: String(method),
        path: String(path),
        headers,
        agent: false,
      },
      (res) => {
        const chunks: Buffer[] = []
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('error', reject)
        res.on('end', () => {
          const answer = Buffer.concat(chunks).toString()
          const body = parseBody(answer, res.headers['content-type'])
          resolve({ status: res.statusCode, headers: { ...res.headers }, body })
        })
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}

function toHeaders(headers: Json): Record<string, string> {
  if (!isRecord(headers)) return {}
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

function parseBody(text: string, type: string | undefined): Json {
  return type?.startsWith('application/json') && text !== '' ? JSON.parse(text) : text
}
