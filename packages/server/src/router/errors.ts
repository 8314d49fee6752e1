import { HalyardError, RequestError } from '../errors.ts'

/** The left side of a route cannot be bound. */
class BadAddressError extends HalyardError {
  override readonly name: string = 'BadAddressError'
}

export class UnknownVerbError extends BadAddressError {
  override readonly name = 'UnknownVerbError'

  constructor(address: string, verb: string, known: readonly string[]) {
    super(
      'E_UNKNOWN_VERB',
      `The route address "${address}" begins with "${verb}", which is no verb. Write one of ` +
        `${known.join(', ')} in front of the path, or none at all.`,
    )
  }
}

export class NoLeadingSlashError extends BadAddressError {
  override readonly name = 'NoLeadingSlashError'

  constructor(address: string, path: string) {
    super(
      'E_NO_LEADING_SLASH',
      `The path of the route address "${address}" does not begin with a slash, so no request could match it. ` +
        `Write "/${path}".`,
    )
  }
}

export class RouteWithLengthError extends BadAddressError {
  override readonly name = 'RouteWithLengthError'

  constructor(address: string) {
    super(
      'E_ROUTE_WITH_LENGTH',
      `The route address "${address}" names a parameter "length", which \`req.params\` cannot hold for libraries ` +
        'that take a dictionary with a length for an array. Give the parameter another name, such as ":len".',
    )
  }
}

export class BadRouteRegexError extends BadAddressError {
  override readonly name = 'BadRouteRegexError'

  constructor(address: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      'E_BAD_ROUTE_REGEX',
      `The route address "${address}" is no valid pattern: ${reason}. Correct the regular expression, or put a ` +
        'backslash before a character that is meant as itself.',
      { cause },
    )
  }
}

export class RouteTooLongError extends BadAddressError {
  override readonly name = 'RouteTooLongError'

  constructor(address: string, longest: number) {
    super(
      'E_ROUTE_TOO_LONG',
      `The route address "${address.slice(0, 60)}…" has ${address.length} characters; the longest that a request ` +
        `can ask for has ${longest}. Shorten it.`,
    )
  }
}

/** A parameter of the URL is no percent-encoded UTF-8. */
export class UndecodableUrlError extends RequestError {
  override readonly name = 'UndecodableUrlError'

  constructor(text: string, cause: unknown) {
    super(
      'E_UNDECODABLE_URL',
      400,
      `Could not decode "${text}" in the requested URL. Encode each part of the path with encodeURIComponent().`,
      { cause },
    )
  }
}

export class DuplicateRouteError extends BadAddressError {
  override readonly name = 'DuplicateRouteError'

  constructor(first: string, second: string) {
    super(
      'E_DUPLICATE_ROUTE',
      `The route addresses "${first}" and "${second}" are one and the same: letter case and a slash at the end do ` +
        'not matter. Remove one; for several handlers of one address give an array of targets.',
    )
  }
}
