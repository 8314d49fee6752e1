import { expect, test } from 'vitest'

import { overBothDoors } from './doors.ts'

overBothDoors('headers', (open, isHttp) => {
  test('headers are set one by one or together, and found whatever their case', async () => {
    const { ask } = await open()
    const found: unknown[] = []

    const { headers } = await ask((_req, res) => {
      res
        .set('X-One', 1)
        .set({ 'X-Two': 'b', 'X-List': ['c', 'd'] })
        .header('X-Three', true)
      found.push(res.get('x-one'), res.getHeader('X-TWO'), res.hasHeader('x-THREE'))
      found.push(res.getHeaderNames().includes('x-list'), res.getHeaders()['x-two'])
      res.setHeader('x-gone', 'y')
      res.removeHeader('X-Gone')
      res.send()
    })

    expect(found).toEqual(['1', 'b', true, true, 'b'])
    expect(headers).toMatchObject({ 'x-one': '1', 'x-two': 'b', 'x-three': 'true' })
    expect(String(headers['x-list'])).toMatch(/^c, ?d$|^c,d$/)
    expect(headers).not.toHaveProperty('x-gone')
  })

  test('append, vary, links, type and attachment', async () => {
    const { ask } = await open()

    const { headers } = await ask((_req, res) => {
      res.append('Warning', 'a').append('Warning', 'b').vary('Origin').vary(['Accept', 'Origin'])
      res.links({ next: '/2' }).links({ last: '/9' }).attachment('report ü.pdf')
      res.send(Buffer.from('x'))
    })

    expect([headers.warning].flat().join(', ')).toBe('a, b')
    expect(headers.vary).toBe('Origin, Accept')
    expect(headers['link']).toBe('</2>; rel="next", </9>; rel="last"')
    expect(headers['content-type']).toBe('application/pdf')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="report/)
  })

  test('a text type gets its charset, and res.charset wins', async () => {
    const { ask } = await open()
    const types: unknown[] = []

    await ask((_req, res) => {
      types.push(res.set('Content-Type', 'text/plain').get('content-type'))
      types.push(res.type('json').get('content-type'), res.type('png').get('content-type'))
      res.charset = 'latin1'
      types.push(res.type('.html').get('content-type'))
      res.end()
    })

    expect(types).toEqual([
      'text/plain; charset=utf-8',
      'application/json; charset=utf-8',
      'image/png',
      'text/html; charset=latin1',
    ])
  })

  test('writeHead() takes headers in both of their forms', async () => {
    const { ask } = await open()

    const dictionary = await ask((_req, res) => res.writeHead(201, { 'x-a': '1' }).end())
    const list = await ask((_req, res) => {
      const parameters = [202, 'Fine', ['x-a', '2']]
      Reflect.apply(Reflect.get(res, 'writeHead'), res, parameters)
      res.end()
    })

    expect(dictionary).toMatchObject({ statusCode: 201, headers: { 'x-a': '1' } })
    expect(list).toMatchObject({ statusCode: 202, headers: { 'x-a': '2' } })
  })

  test('a redirect is a 302 unless another status is given or was set', async () => {
    const { ask } = await open()

    const plain = await ask((_req, res) => res.redirect('/a b'))
    const given = await ask((_req, res) => res.redirect(301, '/a'))
    const set = await ask((_req, res) => res.status(307).redirect('/a'))
    const notOne = await ask((_req, res) => res.status(404).redirect('/a'))

    expect(plain).toMatchObject({ statusCode: 302, headers: { location: '/a%20b' } })
    expect(plain.body).toBe(isHttp ? 'Found. Redirecting to /a%20b' : 'Redirecting to /a%20b')
    expect([given, set, notOne].map((answer) => answer.statusCode)).toEqual([301, 307, 302])
  })

  test('back is where the client came from', async () => {
    const { ask } = await open()
    const goBack = { headers: { referer: 'http://site.example/before' } }

    const back = await ask((_req, res) => res.redirect('back'), goBack)
    const home = await ask((_req, res) => res.location('back').send())

    expect(back.headers.location).toBe('http://site.example/before')
    expect(home.headers.location).toBe('/')
  })

  test.runIf(isHttp)('a redirect page cannot be made to run scripts', async () => {
    const { ask } = await open()

    const { body } = await ask((_req, res) => res.redirect(`/?'<script>`), {
      headers: { accept: 'text/html' },
    })

    expect(body).toBe('<p>Found. Redirecting to /?&#39;%3Cscript%3E</p>')
  })

  test('format() answers with what the client accepts, or 406', async () => {
    const { ask, failures } = await open()

    const html = await ask(
      (_req, res) => res.format({ json: () => res.json(1), html: () => res.send('<p>') }),
      accepting('text/html'),
    )
    const other = await ask(
      (_req, res) => res.format({ json: () => res.json(1), default: () => res.send('other') }),
      accepting('image/png'),
    )
    await ask((_req, res) => res.format({ json: () => res.json(1) }), accepting('image/png'))

    expect(html.body).toBe('<p>')
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(other.body).toBe('other')
    expect(failures).toEqual([expect.objectContaining({ code: 'E_NOT_ACCEPTABLE', status: 406 })])
  })
})

function accepting(accept: string): { headers: { accept: string } } {
  return { headers: { accept } }
}
