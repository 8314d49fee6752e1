import { type Request, type Response, sails } from 'halyard'

/** Lets the socket that asks hear messages. */
export default async function listen(req: Request, res: Response): Promise<unknown> {
  if (!req.isSocket) return res.badRequest({ message: 'Only a socket can listen.' })
  await sails.sockets.join(req, 'messages')
  return res.ok()
}
