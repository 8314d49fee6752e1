import { type ChildProcess, spawn } from 'node:child_process'

import { isPlainObject } from '@halyard/protocol'

/** Milliseconds that an app gets to lower before its process is ended. */
const STOP_LIMIT_MS = 3000

/** What an app tells of itself once it is lifted, from its process to the one that watches its files. */
export interface LiftedReport {
  readonly environment: string
  /** Port that it listens on, where its configuration leaves that open. */
  readonly anyPort: number | undefined
  /** Absolute paths of folders that are read while it runs. */
  readonly liveFolders: readonly string[]
}

/** How an app is started. */
export interface AppStart {
  readonly cwd: string
  /** Settings of the command line. */
  readonly words: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** An app in a process of its own. */
export interface AppProcess {
  /** Resolves with its exit code when it has ended. */
  readonly ended: Promise<number>
  /** Lowers it. Resolves when its process has ended. */
  stop(): Promise<void>
}

/**
 * Starts `halyard lift` in a process of its own, with this one's input and output.
 * The channel between the two is its leash: when that ends, whoever ended it, the app lowers.
 * @param onLifted Called when the app is lifted.
 */
export function startApp(
  { cwd, words, env }: AppStart,
  onLifted: (report: LiftedReport) => void,
): AppProcess {
  const program = process.argv[1] ?? ''
  const child = spawn(
    process.execPath,
    [...process.execArgv, program, 'lift', '--no-watch', ...words],
    { cwd, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  )
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
  child.on('message', (message) => {
    if (isReport(message)) onLifted(message)
  })
  return { ended, stop: async () => stop(child, ended) }
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.connected) child.disconnect()
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
  await ended
  clearTimeout(limit)
}

function isReport(message: unknown): message is LiftedReport {
  return isPlainObject(message) && Array.isArray(message['liveFolders'])
}
