import type { Request, Response } from 'halyard'

export default function health(_req: Request, res: Response) {
  return res.json({ status: 'up' })
}
