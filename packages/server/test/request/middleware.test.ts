import { ServerResponse } from 'node:http'

import session from 'express-session'
import { expect, test } from 'vitest'

import { VirtualResponseMessage } from '../../src/request/virtual-response.ts'
import { openVirtualDoor, overBothDoors } from './doors.ts'

/** Members of Node's prototypes that need no connection: they are the same for every event emitter. */
const INHERITED = new Set(['constructor', 'pipe', 'eventNames', 'compose', 'req'])

overBothDoors('middleware', (open) => {
  test('may wrap writeHead, write and end of one response', async () => {
    const { ask } = await open()
    const seen: string[] = []

    const { headers, body } = await ask((_req, res) => {
      // oxlint-disable-next-line typescript/unbound-method -- what middleware does
      const { writeHead, end } = res
      res.writeHead = function wrapped(...parameters) {
        seen.push('writeHead')
        this.setHeader('x-wrapped', '1')
        return Reflect.apply(writeHead, this, parameters)
      }
      res.end = function wrapped(...parameters) {
        seen.push('end')
        return Reflect.apply(end, this, parameters)
      }
      res.json({ a: 1 })
    })

    expect(seen).toEqual(['end', 'writeHead'])
    expect(headers).toMatchObject({ 'x-wrapped': '1' })
    expect(body).toEqual({ a: 1 })
  })

  test('may set what is computed otherwise', async () => {
    const { ask } = await open()
    const names = ['_startTime', 'ip', 'path', 'protocol', 'secure', 'baseUrl', 'xhr', 'port']

    const { body } = await ask((req, res) => {
      for (const name of names) Reflect.set(req, name, name)
      res.json(names.map((name) => Reflect.get(req, name) as unknown))
    })

    expect(body).toEqual(names)
  })

  test('express-session works as it is', async () => {
    const { ask } = await open()
    const middleware = session({ secret: 'x', resave: false, saveUninitialized: true })

    const { body, headers } = await ask((req, res) => {
      Reflect.apply(middleware, undefined, [
        req,
        res,
        () => res.json(typeof Reflect.get(req, 'session')),
      ])
    })

    expect(body).toBe('object')
    expect(String(headers['set-cookie'])).toMatch(/^connect\.sid=/)
  })
})

test('no member of a virtual response runs the code of one that has a connection', () => {
  const missing: string[] = []
  const own = VirtualResponseMessage.prototype
  let prototype: unknown = ServerResponse.prototype
  while (typeof prototype === 'object' && prototype !== null && 'write' in prototype) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const isPublic = !name.startsWith('_') && !INHERITED.has(name)
      if (isPublic && !Object.hasOwn(own, name)) missing.push(name)
    }
    prototype = Object.getPrototypeOf(prototype)
  }

  expect(missing.filter((name) => !['statusCode', 'statusMessage'].includes(name))).toEqual([])
})

test('a virtual response is a ServerResponse that is always ready to be written to', async () => {
  const { ask } = await openVirtualDoor()

  const { body, headers } = await ask((_req, res) => {
    res.cork()
    res.flushHeaders()
    res.setHeaders(new Map([['x-a', '1']]))
    res.appendHeader('x-a', '2')
    res.uncork()
    res.json([res instanceof ServerResponse, res.writable, res.writableNeedDrain, res.socket])
  })

  expect(body).toEqual([true, true, false, null])
  expect(headers['x-a']).toEqual(['1', '2'])
})
