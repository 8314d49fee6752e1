import type { InputIssue, InputProblems } from '../definitions/input-issue.ts'
import { HalyardError, RequestError } from '../errors.ts'

/** A route's target, or a lookup, does not name an action. */
export class NotActionTargetError extends HalyardError {
  override readonly name = 'NotActionTargetError'

  constructor(target: string, hint: string) {
    super(
      'E_NOT_ACTION_TARGET',
      `${target} does not name an action: ${hint} ` +
        `Write 'user/login', 'UserController.login', { action: 'user/login' } or ` +
        `{ controller: 'user', action: 'login' }.`,
    )
  }
}

/** An action is registered under a name that no route could ask for. */
export class InvalidActionIdentityError extends HalyardError {
  override readonly name = 'InvalidActionIdentityError'
  readonly identity: string

  constructor(identity: string, source: string) {
    super(
      'E_INVALID_ACTION_IDENTITY',
      `"${identity}" (from ${source}) cannot be the identity of an action. Use letters, digits, ` +
        `"-", "_", "." and "$", with "/" between the parts, as in "user/find-one".`,
    )
    this.identity = identity
  }
}

/** Two actions want one identity. */
export class ActionConflictError extends HalyardError {
  override readonly name = 'ActionConflictError'
  readonly identity: string
  readonly sources: readonly [string, string]

  constructor(identity: string, first: string, second: string) {
    super(
      'E_CONFLICT',
      `There are two actions "${identity}": one from ${first}, one from ${second}. ` +
        `Rename one, or register the second with force to replace the first.`,
    )
    this.identity = identity
    this.sources = [first, second]
  }
}

/** What is registered as an action is none, or its definition has mistakes; all of them are listed. */
export class InvalidActionError extends HalyardError {
  override readonly name = 'InvalidActionError'
  readonly identity: string
  readonly problems: readonly string[]

  constructor(identity: string, source: string, problems: readonly string[]) {
    super(
      'E_INVALID',
      `The action "${identity}" (from ${source}) cannot be used:` +
        problems.map((problem) => `\n    - ${problem}`).join(''),
    )
    this.identity = identity
    this.problems = problems
  }

  /** Same as this error; Sails keeps the details of a bad definition here. */
  get origError(): this {
    return this
  }
}

/** Something that is not a function was given to run before actions. */
export class NotMiddlewareError extends HalyardError {
  override readonly name = 'NotMiddlewareError'

  constructor(targets: string, found: string) {
    super(
      'E_NON_FN_POLICY',
      `What runs before the actions "${targets}" must be functions (req, res, next), but one is ${found}. ` +
        `Pass a function or an array of functions.`,
    )
  }
}

/** A request whose parameters do not fit the action's inputs. It goes to `res.badRequest()`. */
export class InvalidInputsError extends RequestError {
  override readonly name = 'InvalidInputsError'
  /** One text for each bad input, which starts with its quoted name or with `Invalid "<name>"`. */
  readonly problems: readonly string[]
  /** The same for programs: one entry for each rule that is broken. */
  readonly issues: readonly InputIssue[]
  readonly #summary: string

  /** @param request Verb and path of the request, for the message. */
  constructor(request: string, action: string, found: InputProblems) {
    const count = found.problems.length
    const parameters =
      count === 1 ? '1 missing or invalid parameter' : `${count} missing or invalid parameters`
    super(
      'E_MISSING_OR_INVALID_PARAMS',
      400,
      `${request} cannot run the action "${action}", it has ${parameters}:` +
        found.problems.map((problem) => `\n  - ${problem}`).join(''),
    )
    this.problems = found.problems
    this.issues = found.issues
    this.#summary = `The request (${request}) has ${parameters}.`
  }

  /** The body of the answer: exactly the three keys that Sails documents. */
  toJSON(): { code: string; problems: readonly string[]; message: string } {
    return { code: this.code, problems: this.problems, message: this.#summary }
  }
}

/** An action ended with an exit that it does not declare. */
export class UnknownExitError extends HalyardError {
  override readonly name = 'UnknownExitError'

  constructor(action: string, signal: string, known: readonly string[], cause: unknown) {
    super(
      'E_UNKNOWN_EXIT',
      `The action "${action}" threw ${signal}, which is none of its exits (${known.join(', ')}). ` +
        `Declare the exit, or throw an Error.`,
      { cause },
    )
  }
}

/** An action took its `error` exit without saying what went wrong. */
export class ActionFailedError extends HalyardError {
  override readonly name = 'ActionFailedError'

  constructor(action: string, exit: string) {
    super(
      'E_ACTION_FAILED',
      `The action "${action}" took its "${exit}" exit without an error. Pass one: exits.${exit}(error).`,
    )
  }
}

/** An action with the parameter `exits` has ended, took none of them and returned nothing. */
export class NoExitTakenError extends HalyardError {
  override readonly name = 'NoExitTakenError'

  constructor(action: string) {
    super(
      'E_NO_EXIT_TAKEN',
      `The action "${action}" declares the parameter "exits" but ended without calling one, so nothing answers the ` +
        `request. Call exits.success(), or drop the parameter and return the output.`,
    )
  }
}

/** An action did not end within its own `timeout`. */
export class ActionTimeoutError extends HalyardError {
  override readonly name = 'TimeoutError'

  constructor(action: string, timeoutMs: number) {
    super(
      'E_ACTION_TIMEOUT',
      `The action "${action}" did not end within its timeout of ${timeoutMs} ms. ` +
        `Make it faster or raise "timeout" in its definition.`,
    )
  }
}

/** A classic action called `next`. */
export class ActionCalledNextError extends HalyardError {
  override readonly name = 'ActionCalledNextError'

  constructor(action: string, cause: unknown) {
    super(
      'E_ACTION_CALLED_NEXT',
      `The action "${action}" called next(), but an action is the end of the chain. ` +
        `Answer with res, throw the error, or make it a policy.`,
      { cause },
    )
  }
}

/** An exit cannot be answered as its definition says. */
export class ExitResponseError extends HalyardError {
  override readonly name = 'ExitResponseError'

  constructor(action: string, exit: string, problem: string) {
    super(
      'E_EXIT_RESPONSE',
      `The exit "${exit}" of the action "${action}" cannot be answered: ${problem}`,
    )
  }
}

/** The `actions` part of the configuration has mistakes. */
export class InvalidActionSettingsError extends HalyardError {
  override readonly name = 'InvalidActionSettingsError'

  constructor(problem: string) {
    super('E_INVALID_ACTION_SETTINGS', problem)
  }
}
