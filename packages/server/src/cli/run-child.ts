import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** Signals that are handed on; a terminal sends its own to both processes. */
const HANDED_ON = ['SIGTERM', 'SIGHUP'] as const

/**
 * Runs a program in place of this one: with its input and output, and with the signals that end it.
 * @returns its exit code; 128 and the signal's number when a signal ended it, as shells have it
 * @throws (rejects) when it cannot be started
 */
export function runChild(program: string, words: readonly string[], cwd: string): Promise<number> {
  // On Windows npm is a script, which only a shell runs.
  const shell = process.platform === 'win32' && program === 'npm'
  const child = spawn(program, words, { cwd, stdio: 'inherit', shell })
  const handOn = (signal: NodeJS.Signals): boolean => child.kill(signal)
  // The child decides when Ctrl+C ends it, and this process ends with it.
  const ignore = (): void => undefined
  process.on('SIGINT', ignore)
  for (const signal of HANDED_ON) process.on(signal, handOn)
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']),
    )
  }).finally(() => {
    process.off('SIGINT', ignore)
    for (const signal of HANDED_ON) process.off(signal, handOn)
  })
}
