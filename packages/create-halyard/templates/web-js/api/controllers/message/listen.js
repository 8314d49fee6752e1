import { sails } from 'halyard'

/** Lets the socket that asks hear messages. */
export default async function listen(req, res) {
  if (!req.isSocket) return res.badRequest({ message: 'Only a socket can listen.' })
  await sails.sockets.join(req, 'messages')
  return res.ok()
}
