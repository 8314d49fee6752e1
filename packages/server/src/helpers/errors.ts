import { inspect } from 'node:util'

import type { InputIssue, InputProblems } from '../definitions/input-issue.ts'
import { HalyardError } from '../errors.ts'

/** A helper was called with arguments that do not fit its inputs. */
export class HelperInputsError extends HalyardError {
  override readonly name = 'UsageError'
  /** One text for each bad input, which starts with its quoted name or with `Invalid "<name>"`. */
  readonly problems: readonly string[]
  /** The same for programs: one entry for each rule that is broken. */
  readonly issues: readonly InputIssue[]

  constructor(helper: string, { problems, issues }: InputProblems) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
    super(
      'E_INVALID_ARGINS',
      `The helper ${helper}() cannot run because of ${count}:` +
        problems.map((problem) => `\n  - ${problem.replaceAll('\n', '\n  ')}`).join(''),
    )
    this.problems = problems
    this.issues = issues
  }
}

/** A helper ended by one of its exits; `code` is the exit's name too. */
export class HelperExit extends HalyardError {
  override readonly name = 'Exception'
  /** Name of the exit. */
  readonly exit: string
  /** What the exit was given. */
  declare readonly raw?: unknown

  constructor(helper: string, exit: string, description: string, raw: unknown) {
    const why = description === '' ? '' : `  ${description}`
    super(
      exit,
      `The helper ${helper}() took its exit "${exit}".${why}${describeOutput(raw)}`,
      raw instanceof Error ? { cause: raw } : undefined,
    )
    this.exit = exit
    if (raw !== undefined) this.raw = raw
  }
}

/** A helper ended in a way that it does not declare. */
export class HelperFailedError extends HalyardError {
  override readonly name = 'ImplementationError'
  /** What was thrown. */
  readonly raw: unknown

  constructor(helper: string, problem: string, raw?: unknown) {
    super('E_HELPER_FAILED', `The helper ${helper}() ${problem}`)
    this.raw = raw
  }
}

/** A helper did not end in time. */
export class HelperTimeoutError extends HalyardError {
  override readonly name = 'TimeoutError'

  constructor(helper: string, timeoutMs: number) {
    super(
      'E_HELPER_TIMEOUT',
      `The helper ${helper}() did not end within ${timeoutMs} ms. Make it faster, or raise "timeout" in its ` +
        `definition or .timeout() of the call; 0 waits for ever.`,
    )
  }
}

/** All attempts of a call with `.retry()` failed. `code`, and `exit` if there is one, are those of the first failure. */
export class RetriesFailedError extends HalyardError {
  override readonly name = 'UsageError'
  /** Failures of the attempts after the first one, whose is the `cause`. */
  readonly raw: readonly unknown[]
  declare readonly exit?: unknown

  constructor(helper: string, [first, ...later]: readonly unknown[]) {
    const code: unknown = Reflect.get(Object(first), 'code')
    super(
      typeof code === 'string' ? code : 'E_RETRIES_FAILED',
      `The helper ${helper}() failed ${later.length + 1} times. The first failure: ` +
        `${first instanceof Error ? first.message : inspect(first)} (.raw has the others)`,
      { cause: first },
    )
    this.raw = later
    const exit: unknown = Reflect.get(Object(first), 'exit')
    if (exit !== undefined) this.exit = exit
  }
}

/** An exit signal on its way out of a call, as `.intercept()` was told; the function around takes that exit. */
export class InterceptedSignal extends HalyardError {
  override readonly name = 'Envelope'
  /** The signal: the name of an exit, or a dictionary of one exit with its output. */
  readonly raw: unknown

  constructor(signal: unknown, cause: unknown) {
    super('E_NON_ERROR', typeof signal === 'string' ? signal : inspect(signal), { cause })
    this.raw = signal
  }
}

/** A helper, or a method of its call, was used in a way that has no meaning. */
export class HelperUsageError extends HalyardError {
  override readonly name = 'UsageError'
  declare readonly raw?: unknown

  constructor(problem: string, raw?: unknown) {
    super('E_HELPER_USAGE', problem)
    if (raw !== undefined) this.raw = raw
  }
}

/** A helper's definition has mistakes; all of them are listed. The code is the one that Sails gives. */
export class InvalidHelperError extends HalyardError {
  override readonly name = 'InvalidHelperError'
  readonly identity: string
  readonly loadedFrom: string
  readonly problems: readonly string[]

  constructor(identity: string, source: string, problems: readonly string[]) {
    super(
      'E_FAILED_TO_BUILD_CALLABLE',
      `The helper "${identity}" (from ${source}) cannot be used:` +
        problems.map((problem) => `\n    - ${problem}`).join(''),
    )
    this.identity = identity
    this.loadedFrom = source
    this.problems = problems
  }
}

/** Two helpers, or a helper and a folder of helpers, want one place in `sails.helpers`. */
export class HelperConflictError extends HalyardError {
  override readonly name = 'HelperConflictError'

  constructor(place: string, source: string) {
    super(
      'E_HELPER_CONFLICT',
      `${source} wants to be sails.helpers.${place}, but something is there already. Rename the file, or the other ` +
        `file or folder with that name.`,
    )
  }
}

/** `config.helpers` has mistakes. */
export class InvalidHelperConfigError extends HalyardError {
  override readonly name = 'InvalidHelperConfigError'

  constructor(problem: string) {
    super('E_INVALID_HELPER_CONFIG', problem)
  }
}

function describeOutput(raw: unknown): string {
  if (raw === undefined) return ''
  return raw instanceof Error ? `  ${raw.message}` : `  With: ${inspect(raw, { depth: 3 })}`
}
