import { inspect } from 'node:util'

import { HalyardError, RequestError, UnknownNameError } from '../errors.ts'

/** The right side of a route cannot be compiled. */
class RouteTargetError extends HalyardError {
  override readonly name: string = 'RouteTargetError'
}

export class NotRouteActionError extends RouteTargetError {
  override readonly name = 'NotRouteActionError'

  constructor(address: string, cause: Error) {
    super('E_NOT_ACTION_TARGET', `The route "${address}" has a bad target: ${cause.message}`, {
      cause,
    })
  }
}

export class UnknownRouteActionError extends UnknownNameError {
  override readonly name = 'UnknownRouteActionError'

  constructor(address: string, identity: string, meant: string | undefined) {
    super(
      'E_UNKNOWN_ROUTE_ACTION',
      `The route "${address}" leads to the action "${identity}", but there is no such action. ` +
        (meant === undefined
          ? `Create api/controllers/${identity}.js or correct the route's target.`
          : `Did you mean "${meant}"?`),
      meant,
    )
  }
}

export class UnknownRouteResponseError extends UnknownNameError {
  override readonly name = 'UnknownRouteResponseError'

  constructor(address: string, response: string, meant: string | undefined) {
    super(
      'E_UNKNOWN_ROUTE_RESPONSE',
      `The route "${address}" answers with res.${response}(), but there is no such response. ` +
        (meant === undefined
          ? `Create api/responses/${response}.js or correct the name; its letter case matters.`
          : `Did you mean res.${meant}()?`),
      meant,
    )
  }
}

export class UnknownRoutePolicyError extends UnknownNameError {
  override readonly name = 'UnknownRoutePolicyError'

  constructor(address: string, policy: string, meant: string | undefined) {
    super(
      'E_UNKNOWN_ROUTE_POLICY',
      `The route "${address}" runs the policy "${policy}", but there is no such policy. ` +
        (meant === undefined
          ? `Create api/policies/${policy}.js or correct the route's target.`
          : `Did you mean "${meant}"?`),
      meant,
    )
  }
}

export class UnknownRouteTargetError extends RouteTargetError {
  override readonly name = 'UnknownRouteTargetError'

  constructor(address: string, target: string) {
    super(
      'E_UNKNOWN_ROUTE_TARGET',
      `The route "${address}" leads to ${target}, which nothing knows how to run. Give it an action ('user/find'), ` +
        `a function, a redirect ('/login'), { view }, { response }, { policy }, or an array of these.`,
    )
  }
}

export class BlueprintTargetError extends RouteTargetError {
  override readonly name = 'BlueprintTargetError'

  constructor(address: string) {
    super(
      'E_BLUEPRINT_TARGET',
      `The route "${address}" has a target with "blueprint", which went with Sails 1.0. Name the action: ` +
        `'user/find' instead of { blueprint: 'find', model: 'user' }.`,
    )
  }
}

/** An option of a route that the pipeline reads has a value of the wrong kind. */
export class BadRouteOptionError extends RouteTargetError {
  override readonly name = 'BadRouteOptionError'

  constructor(address: string, option: string, found: unknown, expected: string) {
    super(
      'E_BAD_ROUTE_OPTION',
      `The route "${address}" has the option ${option} with ${inspect(found, { depth: 1 })}. Use ${expected}.`,
    )
  }
}

/** A target `{ redirect }` that could lead nowhere, or where the client wants it to. */
export class BadRedirectError extends RouteTargetError {
  override readonly name = 'BadRedirectError'

  constructor(address: string, problem: string) {
    super(
      'E_BAD_REDIRECT',
      `The redirect of the route "${address}" cannot be followed: ${problem} ` +
        "Write { redirect: '/users/:id', status: 301, keepQuery: true }; a colon that is no parameter as %3A.",
    )
  }
}

/** The path is known, but not with that method. Answered only with `config.methodNotAllowed`. */
export class MethodNotAllowedError extends RequestError {
  override readonly name = 'MethodNotAllowedError'

  constructor(method: string, allowed: readonly string[]) {
    super(
      'E_METHOD_NOT_ALLOWED',
      405,
      `This address does not answer ${method}. It answers ${allowed.join(', ')}.`,
    )
  }
}

/** An action that a route was bound to is no longer registered. */
export class ActionGoneError extends HalyardError {
  override readonly name = 'ActionGoneError'

  constructor(identity: string) {
    super(
      'E_ACTION_GONE',
      `A route leads to the action "${identity}", which was there when the route was bound and is there no more. ` +
        'Register it again, or unbind the route.',
    )
  }
}

/** A handler threw `undefined`, or its promise was rejected with it. */
export class NothingThrownError extends HalyardError {
  override readonly name = 'NothingThrownError'

  constructor() {
    super(
      'E_NOTHING_THROWN',
      'A handler threw undefined, or its promise was rejected without a reason. Throw an Error that says what failed.',
    )
  }
}

/** A handler threw something whose reading throws. */
export class UnreadableErrorError extends HalyardError {
  override readonly name = 'UnreadableErrorError'

  constructor() {
    super(
      'E_UNREADABLE_ERROR',
      'A handler threw something that throws when it is read: a revoked proxy, or an error with a getter for its ' +
        'message, stack, code or status. Throw an Error with plain members.',
    )
  }
}

/** A handler called `next` once more after the request had gone on. */
export class NextCalledTwiceError extends HalyardError {
  override readonly name = 'NextCalledTwiceError'

  constructor(method: string, url: string) {
    super(
      'E_NEXT_CALLED_TWICE',
      `A handler of ${method} ${url} called next() more than once; only the first call counts. Return after next().`,
    )
  }
}

/** Nobody answered a request in time. */
export class RequestTimeoutError extends RequestError {
  override readonly name = 'RequestTimeoutError'

  constructor(timeoutMs: number) {
    super(
      'E_REQUEST_TIMEOUT',
      504,
      `The request was not answered within ${timeoutMs} ms. Ask again later, or ask for less.`,
    )
  }
}

/** The app is being lowered. */
export class ShuttingDownError extends RequestError {
  override readonly name = 'ShuttingDownError'

  constructor() {
    super('E_SHUTTING_DOWN', 503, 'The server is shutting down. Ask again in a moment.')
  }
}
