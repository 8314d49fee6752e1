import { CreateError, createFromWords } from 'create-halyard'

import type { RunCommand } from './command.ts'
import { NewAppRefusedError } from './errors.ts'
import { print } from './print.ts'

/** Creates an app below the working directory. */
export const runNew: RunCommand = async ({ cwd, words }) => {
  try {
    print(await createFromWords(words, cwd))
    return 0
  } catch (error) {
    throw error instanceof CreateError ? new NewAppRefusedError(error) : error
  }
}
