import type { RunCommand } from './command.ts'
import { runChild } from './run-child.ts'

const INSPECT = /^--inspect(?:=|$)/

/** Runs `lift` in a process with Node's debugger, and ends as that does. */
export const runInspect: RunCommand = async ({ cwd, words }) => {
  const inspect = words.find((word) => INSPECT.test(word)) ?? '--inspect'
  const settings = words.filter((word) => !INSPECT.test(word))
  const program = process.argv[1] ?? ''
  return runChild(
    process.execPath,
    [...process.execArgv, inspect, program, 'lift', '--no-watch', ...settings],
    cwd,
  )
}
