import { HalyardError } from '../errors.ts'

/** `config.log` has a value that the logger cannot work with. */
export class BadLogConfigError extends HalyardError {
  override readonly name = 'BadLogConfigError'

  constructor(message: string) {
    super('E_BAD_LOG_CONFIG', message)
  }
}
