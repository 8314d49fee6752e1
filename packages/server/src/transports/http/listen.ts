import type { Server } from 'node:net'

import { PortBusyError, PortDeniedError, LiftTimeoutError, ListenFailedError } from './errors.ts'
import type { ListenPlace } from './errors.ts'

/**
 * Listens, and resolves once connections are accepted.
 * @param timeoutMs Milliseconds that resolving the host and binding may take.
 * @throws {PortBusyError} {@link PortDeniedError} {@link ListenFailedError} {@link LiftTimeoutError}
 */
export async function listen(server: Server, place: ListenPlace, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new LiftTimeoutError(place, timeoutMs))
      }, timeoutMs)
      server.once('error', reject)
      server.listen(place, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    throw toListenError(error, place)
  } finally {
    clearTimeout(timer)
  }
}

function toListenError(error: unknown, place: ListenPlace): unknown {
  if (!isSystemError(error)) return error
  const options = { cause: error }
  if (error.code === 'EADDRINUSE') return new PortBusyError(place, options)
  if (error.code === 'EACCES') return new PortDeniedError(place, options)
  return new ListenFailedError(place, options)
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
