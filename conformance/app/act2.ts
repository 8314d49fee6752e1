import { Readable } from 'node:stream'

import { defineAction } from 'halyard'

/** An action in the machine form, whose input `mode` chooses how it ends. */
export const act2 = defineAction({
  friendlyName: 'Act two',
  inputs: {
    n: { type: 'number', required: true },
    flag: { type: 'boolean' },
    mode: { type: 'string' },
  },
  exits: {
    success: { description: 'Worked.' },
    notThere: { responseType: 'notFound' },
    nope: { statusCode: 402 },
    denied: { responseType: 'forbidden' },
    bad: { responseType: 'badRequest' },
    go: { responseType: 'redirect' },
    tea: { responseType: 'teapot' },
    page: { viewTemplatePath: 'pages/hello' },
  },
  async fn({ n, flag, mode }) {
    if (mode === undefined) {
      const isSocket = Boolean(this.req.isSocket)
      return { n, flag, isSocket, sid: isSocket ? 'has-id' : 'none' }
    }
    if (mode in OUTPUTS) return OUTPUTS[mode]?.()
    throw EXITS[mode] ?? new Error('kaboom in actions2')
  },
})

const OUTPUTS: Record<string, () => unknown> = {
  str: () => 'plain',
  num: () => 7,
  null: () => null,
  undef: () => undefined,
  stream: () => Readable.from(['s1', 's2']),
  buffer: () => Buffer.from('bytes'),
  date: () => new Date(0),
}

const EXITS: Record<string, unknown> = {
  notThere: 'notThere',
  nope: 'nope',
  nopeData: { nope: { why: 'because' } },
  denied: 'denied',
  bad: { bad: { problem: 1 } },
  go: { go: '/elsewhere' },
  tea: { tea: { x: 1 } },
  page: { page: { who: 'action' } },
}
