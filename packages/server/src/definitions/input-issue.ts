/** One reason why a parameter is refused, for programs. */
export interface InputIssue {
  /** The input's name, then keys and indexes inside its value. */
  readonly path: readonly (string | number)[]
  /** `required`, `empty`, `null`, `type`, `unknown`, `schema`, or the name of the rule that is broken. */
  readonly code: string
  readonly message: string
  /** Type that fits, or the rule's setting. */
  readonly expected?: unknown
  /** Type of what came; never the value itself. */
  readonly received?: string
}

/** Issues of one request's parameters, and the texts that clients of Sails read. */
export interface InputProblems {
  readonly issues: readonly InputIssue[]
  readonly problems: readonly string[]
}

/**
 * The text for all issues of one input. Hooks in the wild find field and rule by its shape, so that is fixed: the
 * quoted name first, one line with `·` for each broken rule.
 */
export function toProblem(name: string, issues: readonly InputIssue[]): string {
  const [first] = issues
  const isWhole = first?.path.length === 1
  if (isWhole && first.code === 'required') return `"${name}" ${first.message}`
  if (isWhole && (first.code === 'empty' || first.code === 'null'))
    return `Invalid "${name}":  ${first.message}`
  const kind = typeof first?.path[1] === 'number' ? ' array' : ''
  return `Invalid "${name}"${kind}:\n  · ${issues.map(toLine).join('\n  · ')}`
}

function toLine({ path, message }: InputIssue): string {
  if (path.length < 2) return message
  return `@ \`${writePath(path.slice(1))}\`:  ${message}`
}

function writePath(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}
