import type { Request, Response } from 'halyard'

export async function show(req: Request, res: Response) {
  const id = req.param('id')
  if (id === '7') return res.notFound()
  return res.json({ id: Number(id), isSocket: req.isSocket === true })
}
