import { createRequire } from 'node:module'

import type { Request, Response } from 'halyard'

const { resolve } = createRequire(import.meta.url)

/** The one file that gives a page `io.socket`. */
export default function clientScript(_req: Request, res: Response): void {
  res.sendFile(resolve('@halyard/client/sails.io.js'))
}
