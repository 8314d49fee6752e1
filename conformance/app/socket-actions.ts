import type { Handler, SailsApp } from 'halyard'

/** Actions that use `sails.sockets` and the raw socket. */
export function createSocketActions(sails: SailsApp): Record<string, Handler> {
  return {
    async join(req, res) {
      const room = String(req.param('room'))
      if (req.isSocket) await sails.sockets.join(req, room)
      return res.json({ joined: room })
    },
    rooms: (req, res) => res.json({ rooms: req.isSocket ? [...req.socket.rooms] : [] }),
    async joinHttp(req, res) {
      // The type refuses a request over HTTP; JavaScript code can still pass one.
      const join: (...args: unknown[]) => Promise<unknown> = Object(sails.sockets).join
      return res.json({ result: await join(req, 'room').catch(codeOf) })
    },
    getid(req, res) {
      const id = sails.sockets.getId(req)
      const isOwn = req.isSocket && id === req.socket.id
      return res.json({ id: id === undefined ? '(undefined)' : `${typeof id}:${isOwn}` })
    },
    emitself(req, res) {
      if (req.isSocket) req.socket.emit('direct', { hi: 1 })
      return res.ok()
    },
    leaveAndAnswer(req, res) {
      if (req.isSocket) req.socket.disconnect(true)
      return res.ok()
    },
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : error
}
