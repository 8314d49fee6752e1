import { inspect } from 'node:util'

/**
 * Parent of every error that halyard throws on purpose. Programs read `code`, which never changes; people read the
 * message, which says what was found, where, and what to write instead.
 */
export class HalyardError extends Error {
  override readonly name: string = 'HalyardError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Something is named that nobody knows. */
export class UnknownNameError extends HalyardError {
  override readonly name: string = 'UnknownNameError'
  /** The known name that comes near it. */
  readonly meant: string | undefined

  constructor(code: string, message: string, meant: string | undefined) {
    super(code, message)
    this.meant = meant
  }
}

/**
 * An error of the one who asks. Its status, code and message are sent to the client; nothing else of it is.
 */
export class RequestError extends HalyardError {
  override readonly name: string = 'RequestError'
  /** HTTP status, 400 to 499, or 503 and 504 for a server that cannot serve now. */
  readonly status: number

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(code, message, options)
    this.status = status
  }
}

/**
 * All the problems of an app's configuration and routes, found in one go at load.
 */
export class LiftProblemsError extends HalyardError {
  override readonly name: string = 'LiftProblemsError'
  readonly problems: readonly HalyardError[]

  constructor(problems: readonly HalyardError[]) {
    super('E_LIFT_PROBLEMS', toReport(problems))
    this.problems = problems
  }
}

/** Throws the problems that a check has collected: nothing for none, the error itself for one, a report for more. */
export function throwProblems(problems: readonly HalyardError[]): void {
  const [first] = problems
  if (first === undefined) return
  if (problems.length === 1) throw first
  throw new LiftProblemsError(problems)
}

/**
 * The problems that a caught error stands for, so that others can be looked for and told along with them.
 * @throws the error itself when it is none of ours: nobody knows what it means
 */
export function toProblems(error: unknown): readonly HalyardError[] {
  if (error instanceof LiftProblemsError) return error.problems
  if (error instanceof HalyardError) return [error]
  throw error
}

/** A value as it stands in a message: on one line, not too long, whatever it is. */
export function showValue(value: unknown): string {
  try {
    return inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 80 })
  } catch {
    return `a value of type ${typeof value}`
  }
}

function toReport(problems: readonly HalyardError[]): string {
  const lines = problems.map(
    (problem, index) => `  ${index + 1}. [${problem.code}] ${problem.message}`,
  )
  return `The app has ${problems.length} problems:\n${lines.join('\n')}`
}
