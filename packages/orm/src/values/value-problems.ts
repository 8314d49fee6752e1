import { type UsageCode, UsageError, type ValueProblem, type ValueProblemCode } from '../errors.ts'

/** Takes what is wrong with the values of one query. Costs nothing as long as nothing is. */
export class ValueProblems {
  /** Which record of `createEach` is being read. */
  index: number | undefined = undefined
  #found: ValueProblem[] | undefined

  add(attrName: string, code: ValueProblemCode, message: string, rule?: string): void {
    this.#found ??= []
    const problem = { attrName, code, ...(rule && { rule }), message }
    this.#found.push(this.index === undefined ? problem : { ...problem, index: this.index })
  }

  /** Everything so far. */
  get list(): readonly ValueProblem[] {
    return this.#found ?? []
  }

  /** @throws {UsageError} with all problems, when there is one. */
  throwAny(code: UsageCode, modelIdentity: string): void {
    const problems = this.#found
    if (problems === undefined) return
    throw new UsageError(code, toDetails(problems), { modelIdentity, problems })
  }
}

/** One paragraph for each attribute: its name in back-ticks, then its problems, one a line. */
function toDetails(problems: readonly ValueProblem[]): string {
  const paragraphs = new Map<string, string[]>()
  for (const { attrName, index, message } of problems) {
    const title = `\`${attrName}\`${index === undefined ? '' : ` of record ${index}`} is not valid:`
    paragraphs.set(title, [...(paragraphs.get(title) ?? []), `  • ${message}`])
  }
  return [...paragraphs].map(([title, lines]) => [title, ...lines].join('\n')).join('\n')
}
