import { OrmError } from '../errors.ts'

/** One change of a table that its rows do not allow. */
export interface MigrationProblem {
  /** Identity of the model. */
  readonly model: string
  readonly attrName?: string
  /** What is there, a sentence. */
  readonly found: string
  /** What to do, a sentence. */
  readonly fix: string
}

/** Tables cannot follow their models without losing something. All of it in one report; nothing was changed. */
export class MigrationRefusedError extends OrmError {
  override readonly name = 'MigrationRefusedError'
  readonly problems: readonly MigrationProblem[]

  constructor(datastore: string, problems: readonly MigrationProblem[]) {
    const lines = problems.map((problem, index) => `  ${index + 1}. ${show(problem)}`)
    super(
      'E_MIGRATION_REFUSED',
      `The tables of the datastore \`${datastore}\` cannot follow the models, and nothing was changed:\n${lines.join('\n')}\n` +
        'Where the records do not matter, the strategy `drop` makes the tables anew.',
    )
    this.problems = problems
  }
}

function show({ model, attrName, found, fix }: MigrationProblem): string {
  const where = attrName === undefined ? '' : `\`${attrName}\` of `
  return `${where}model \`${model}\`: ${found} ${fix}`
}

/** The database refused a statement of a migration. Its own error is `cause`. */
export class MigrationFailedError extends OrmError {
  override readonly name = 'MigrationFailedError'

  constructor(datastore: string, statement: string, isUndone: boolean, cause: unknown) {
    const { message = 'no reason given' } = cause as { message?: string }
    const rest = isUndone
      ? 'Everything is as it was.'
      : 'What was done before it stays, and the next migration goes on from there; no record was lost.'
    super(
      'E_MIGRATION_FAILED',
      `The database of the datastore \`${datastore}\` refused a change of its tables: ${message}. ` +
        `${rest} The statement was: ${statement}`,
      { cause },
    )
  }
}

/** Another process holds the lock of migrations. */
export class MigrationLockedError extends OrmError {
  override readonly name = 'MigrationLockedError'

  constructor(datastore: string, seconds: number) {
    super(
      'E_MIGRATION_LOCKED',
      `Another process has been changing the tables of the datastore \`${datastore}\` for ${seconds} s. ` +
        'Lift again when it is done, or end it.',
    )
  }
}
