// The floor: what node:http itself costs, with routes in a map.
import { createServer } from 'node:http'

import { listen, serve } from './serve.mjs'
import { friendsOf, otherPaths } from './work.mjs'

serve(({ otherRoutes }) => {
  const routes = new Map(otherPaths(otherRoutes).map((path) => [`GET ${path}`, notAsked]))
  routes.set('GET /hello', (req, res) => sendJson(res, { hello: 'world' }))
  routes.set('GET /user/3/friends', (req, res) => {
    const query = new URLSearchParams(req.url.slice(req.url.indexOf('?')))
    sendJson(res, friendsOf(3, query.get('limit')))
  })
  routes.set('POST /echo', (req, res) => readJson(req, (body) => sendJson(res, body)))

  return listen(
    createServer((req, res) => {
      const queryAt = req.url.indexOf('?')
      const path = queryAt === -1 ? req.url : req.url.slice(0, queryAt)
      routes.get(`${req.method} ${path}`)(req, res)
    }),
  )
})

function notAsked(req, res) {
  sendJson(res, null)
}

function sendJson(res, body) {
  const text = JSON.stringify(body)
  res.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  res.end(text)
}

function readJson(req, done) {
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => done(JSON.parse(Buffer.concat(chunks).toString())))
}
