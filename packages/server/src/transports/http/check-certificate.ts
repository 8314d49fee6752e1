import type * as Tls from 'node:tls'

import { loadLater } from '../../load-later.ts'
import { InvalidSslConfigError } from './errors.ts'
import type { HttpSettings } from './http-settings.ts'

const tls = loadLater((require): typeof Tls => require('node:tls'))

/**
 * Sees to it that HTTPS can be served with the key and the certificate of the configuration.
 * @throws {InvalidSslConfigError} for a key that is none, one of another certificate, or a wrong passphrase
 */
export function checkCertificate({ isSecure, serverOptions }: HttpSettings): void {
  if (!isSecure) return
  try {
    tls().createSecureContext(serverOptions)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidSslConfigError(`What config.ssl has cannot be used: ${reason}.`, {
      cause: error,
    })
  }
}
