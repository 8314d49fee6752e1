import path from 'node:path'
import { inspect } from 'node:util'

import { describePlaceOf } from '../app/files/error-place.ts'
import { HalyardError } from '../errors.ts'

/** Lines of a stack that are shown, those of the app's own code. */
const MAX_FRAMES = 5

/**
 * What people read of a failure. Of an error with a code that is its sentence and the code; of any other one the place
 * in the app's own code first, then what it says, then how the app's code got there.
 */
export function describeFailure(error: unknown, appPath: string): string {
  if (error instanceof HalyardError) return `${error.message}\n  (error ${error.code})`
  if (!(error instanceof Error)) return `This was thrown, and is no Error: ${inspect(error)}`
  const place = describePlaceOf(error, '', appPath)
  const what = `${error.name}: ${error.message}`
  // Without a line of the app's own, the whole stack is all that there is to go by.
  if (place === '') return error.stack ?? what
  return [`${place}: ${what}`, ...ownFrames(error, appPath)].join('\n')
}

function ownFrames({ stack = '' }: Error, appPath: string): string[] {
  const isOwn = (line: string): boolean =>
    /^\s+at /.test(line) && line.includes(appPath + path.sep) && !line.includes('node_modules')
  return stack.split('\n').filter(isOwn).slice(0, MAX_FRAMES)
}
