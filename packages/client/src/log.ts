/** Tells developers, in the console, what the connection does. */
export interface Log {
  info(...what: unknown[]): void
  warn(...what: unknown[]): void
  /** For what an app's author must see whatever the environment. */
  error(error: unknown): void
}

/**
 * Silent, but for errors, when the environment is `production`. It is looked at for each line, because it may be
 * set after loading.
 */
export function createLog(settings: { readonly environment: string }): Log {
  const isQuiet = (): boolean => settings.environment === 'production'
  return {
    info: (...what) => {
      if (!isQuiet()) write('log', what)
    },
    warn: (...what) => {
      if (!isQuiet()) write('warn', what)
    },
    error: (error) => write('error', [error]),
  }
}

function write(level: 'log' | 'warn' | 'error', what: unknown[]): void {
  // oxlint-disable-next-line no-console -- a browser's console is the only log there is
  console[level](...what)
}
