import { afterAll, describe, expect, test } from 'vitest'

import { compare } from '../replay/compare.ts'
import { toExpected } from '../replay/expected.ts'
import { Placeholders } from '../replay/placeholders.ts'
import { type Exchange, readRecording } from '../replay/recording.ts'
import { type Runners, Stage } from './runner.ts'

/** Brings about the exchanges of a recording that have a runner, in the order of the recording. */
export function replayByHand(file: string, runners: Runners): void {
  describe(file, () => {
    const stage = new Stage(new Placeholders(), file.endsWith('-production'))
    afterAll(async () => stage.end())

    for (const exchange of readRecording(file).exchanges) {
      const run = runners[exchange.name]
      if (run === undefined) continue
      test(exchange.name, async () => {
        const found = await run(stage, exchange)

        const expected = withoutTexts(toExpected(file, exchange))
        expect(compare(expected, { ...found }, stage.placeholders)).toEqual([])
      })
    }
  })
}

/** Leaves out what speaks to readers, and how an exchange was brought about. */
function withoutTexts({
  name: _name,
  note: _note,
  about: _about,
  by: _by,
  frame: _frame,
  frameBytes: _frameBytes,
  config: _config,
  handshakeQuery: _handshakeQuery,
  handshakeHeaders: _handshakeHeaders,
  verifiedInChildProcess: _verified,
  transport: _transport,
  url: _url,
  // Which attempts to reconnect fail is a matter of time.
  eventsSeen: _eventsSeen,
  ...shown
}: Exchange): Record<string, unknown> {
  return shown
}
