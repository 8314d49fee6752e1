import { HalyardError } from '../errors.ts'

/** `config.security.headers` holds what is no header. */
export class InvalidSecurityHeadersError extends HalyardError {
  override readonly name = 'InvalidSecurityHeadersError'

  constructor(problem: string) {
    super(
      'E_INVALID_SECURITY_CONFIG',
      `config.security.headers ${problem} Write { 'X-Frame-Options': 'DENY' }: a text for a header, false to leave one ` +
        'out, or `headers: false` for none at all.',
    )
  }
}
