import { inspect } from 'node:util'

import { HalyardError } from '../errors.ts'

/** Where a setting stands: `config.security.cors`, or the address of a route. */
export type CorsPlace = { readonly route: string } | 'global'

/** A CORS setting that cannot be meant. The codes are Sails': one for the global settings, others for routes. */
export class InvalidCorsConfigError extends HalyardError {
  override readonly name = 'InvalidCorsConfigError'

  constructor(place: CorsPlace, problem: string) {
    super('E_INVALID_SECURITY_CONFIG', `${describe(place)} ${problem}`)
  }
}

/** `allowOrigins` is neither `'*'` nor a list. */
export class BadOriginsError extends HalyardError {
  override readonly name = 'BadOriginsError'

  constructor(place: CorsPlace, value: unknown) {
    super(
      place === 'global' ? 'E_INVALID_SECURITY_CONFIG' : 'E_BAD_ORIGIN_CONFIG',
      `${describe(place)} has allowOrigins: ${inspect(value)}. Write '*' or an array of origins, such as ` +
        "['https://example.com'].",
    )
  }
}

/** An entry of `allowOrigins` is no origin. */
export class InvalidOriginError extends HalyardError {
  override readonly name = 'InvalidOriginError'

  constructor(place: CorsPlace, value: unknown, problem: string) {
    super(
      place === 'global' ? 'E_INVALID_SECURITY_CONFIG' : 'E_INVALID_ORIGIN',
      `${describe(place)} has ${inspect(value)} in allowOrigins, ${problem} Write scheme and host as browsers send ` +
        'them, for example https://example.com or http://localhost:3000.',
    )
  }
}

/** Any origin together with cookies. */
export class UnsafeCorsError extends HalyardError {
  override readonly name = 'UnsafeCorsError'

  constructor(place: CorsPlace) {
    super(
      place === 'global' ? 'E_INVALID_SECURITY_CONFIG' : 'E_UNSAFE',
      `${describe(place)} allows every origin with credentials: any web page could act in the name of your users. ` +
        'List the origins in allowOrigins, or set allowCredentials to false. If this is really what you want, set ' +
        'allowAnyOriginWithCredentialsUnsafe to true.',
    )
  }
}

function describe(place: CorsPlace): string {
  return place === 'global'
    ? 'config.security.cors'
    : `The cors setting of the route "${place.route}"`
}
