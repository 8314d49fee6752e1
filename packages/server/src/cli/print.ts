/** Writes what a command was asked for, as lines of stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Writes what went wrong, as lines of stderr. */
export function printFailure(text: string): void {
  process.stderr.write(`${text}\n`)
}
