/** Ends the process's part in an app's life. */
export interface ProcessSignals {
  /** Takes our listeners off the process. */
  remove(): void
}

/**
 * Lowers an app when the process is told to end, and exits with code 0 afterwards. A second signal exits at once with
 * code 1. `SIGUSR2` (nodemon) is sent again after lowering.
 * Only `lift()` installs these: an app that was loaded for a test leaves its host's process alone.
 */
export function lowerOnSignals(lower: () => Promise<void>): ProcessSignals {
  let lowering = false

  const end = (finish: () => void): void => {
    if (lowering) process.exit(1)
    lowering = true
    void lower().then(finish, () => process.exit(1))
  }
  const onTerminate = (): void => end(() => process.exit(0))
  const onRestart = (): void => {
    process.off('SIGUSR2', onRestart)
    end(() => process.kill(process.pid, 'SIGUSR2'))
  }

  process.on('SIGINT', onTerminate)
  process.on('SIGTERM', onTerminate)
  process.on('SIGUSR2', onRestart)
  return {
    remove() {
      process.off('SIGINT', onTerminate)
      process.off('SIGTERM', onTerminate)
      process.off('SIGUSR2', onRestart)
    },
  }
}
