import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'

import type { VariantName } from '../app/variants.ts'

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number
  readonly process: ChildProcess
  /** Exit code once the process is gone; `undefined` while it lives. */
  readonly exitCode: () => number | null | undefined
  /** Has the server do something from outside of any request. */
  readonly command: (name: string, ...args: readonly unknown[]) => Promise<unknown>
  stop(): Promise<void>
}

/** What a server that did not start gave for it. */
export class LiftFailedError extends Error {
  readonly code: string

  constructor(code: string) {
    super(`The server did not start: ${code}`)
    this.code = code
  }
}

export interface StartOptions {
  readonly production?: boolean
  /** @default a free one */
  readonly port?: number
}

interface Message {
  readonly id?: number
  readonly value?: unknown
  readonly error?: string
  readonly port?: number
  readonly failed?: string
}

const SERVE = path.join(import.meta.dirname, '../app/serve.ts')

/**
 * Starts our application in one of its variants.
 * @throws (rejects) {LiftFailedError} when it does not lift
 */
export function startServer(
  variant: VariantName,
  options: StartOptions = {},
): Promise<ServerProcess> {
  const { production = false, port = 0 } = options
  return startProcess(SERVE, [variant, String(port)], production ? 'production' : 'development')
}

/** Starts a program that says `{ port }` or `{ failed }` over IPC. TypeScript is taken as it is. */
export async function startProcess(
  program: string,
  args: readonly string[],
  nodeEnv: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = fork(program, args, {
    execArgv: program.endsWith('.ts') ? ['--import', 'tsx'] : [],
    env: { ...process.env, ...env, NODE_ENV: nodeEnv },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const errors: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const calls = new Map<number, (message: Message) => void>()
  const { port, failed } = await new Promise<Message>((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.id === undefined) resolve(message)
      else calls.get(message.id)?.(message)
    })
    child.once('exit', () => reject(new Error(`${program} ended: ${errors.join('')}`)))
  })
  const server = toServer(child, port ?? 0, calls)
  if (port !== undefined) return server
  await server.stop()
  throw new LiftFailedError(failed ?? 'unknown')
}

function toServer(
  child: ChildProcess,
  port: number,
  calls: Map<number, (message: Message) => void>,
): ServerProcess {
  let lastId = 0
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    port,
    process: child,
    exitCode: () => (child.signalCode === null ? (child.exitCode ?? undefined) : null),
    command: (command, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        calls.set(id, ({ value, error }) =>
          error === undefined ? resolve(value) : reject(new Error(error)),
        )
        child.send({ id, command, args })
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await gone
    },
  }
}
