/**
 * Ends the process with a command's exit code once everything is written, whatever the app's code has left open.
 * @param exitCode `undefined` leaves the process to what the command has started.
 */
export function endProcess(exitCode: number | undefined): void {
  if (exitCode === undefined) return
  process.exitCode = exitCode
  // Where pipes are written in the background, exiting at once would cut them off.
  process.stdout.write('', () => process.stderr.write('', () => process.exit()))
}
