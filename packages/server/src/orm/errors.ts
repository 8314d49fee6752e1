import { HalyardError, LiftProblemsError } from '../errors.ts'

/** The app has models, and @halyard/orm is not there to run them. */
export class OrmNotInstalledError extends HalyardError {
  override readonly name = 'OrmNotInstalledError'

  constructor(cause: unknown) {
    super(
      'E_ORM_NOT_INSTALLED',
      'The app has models, and the package @halyard/orm cannot be loaded. Run: npm install @halyard/orm',
      { cause },
    )
  }
}

/** Two files of `api/models` are of one name, whatever folder they are in. */
export class DuplicateModelFileError extends HalyardError {
  override readonly name = 'DuplicateModelFileError'

  constructor(first: string, second: string) {
    super(
      'E_DUPLICATE_MODEL',
      `${first} and ${second} are one model: folders, and upper and lower case, mean nothing in its name. Rename one.`,
    )
  }
}

/** Something that @halyard/orm found wrong when it opened, with its code. */
class ModelProblemError extends HalyardError {
  override readonly name = 'ModelProblemError'
}

/** What @halyard/orm throws, as the report of a lift tells it: every problem on its own. */
export function toLiftProblems(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HalyardError) return error
  const problems: unknown = Reflect.get(error, 'problems')
  if (Array.isArray(problems) && problems.every((one) => one instanceof Error)) {
    const all = problems.map(toProblem)
    return all.length === 1 ? all[0] : new LiftProblemsError(all)
  }
  return typeof Reflect.get(error, 'code') === 'string' ? toProblem(error) : error
}

function toProblem(error: Error): HalyardError {
  return new ModelProblemError(String(Reflect.get(error, 'code')), error.message, { cause: error })
}
