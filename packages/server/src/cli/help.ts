import type { Command } from './command.ts'

/** What `halyard --help` prints. */
export function toHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, aliases = [], summary }) => [
    [name, ...aliases].join(', '),
    summary,
  ])
  return [
    'Usage: halyard <command> [options]',
    '',
    ...toColumns(rows).map((line) => `  ${line}`),
    '',
    'halyard help <command> tells more about one of them.',
  ].join('\n')
}

/** What `halyard help <command>` prints. */
export function toCommandHelp(command: Command): string {
  const { name, usage, summary, aliases = [], options = {}, details = [] } = command
  const lines = [`Usage: ${['halyard', name, usage ?? '[options]'].join(' ')}`, '', `${summary}.`]
  if (aliases.length > 0) lines.push(`Also: ${aliases.join(', ')}`)
  if (details.length > 0) lines.push('', ...details)
  const rows = Object.entries(options)
  if (rows.length > 0) lines.push('', ...toColumns(rows).map((line) => `  ${line}`))
  return lines.join('\n')
}

/** Rows of texts as lines, each column as wide as its longest text. */
export function toColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (found, row) => row.map((text, index) => Math.max(found[index] ?? 0, text.length)),
    [],
  )
  return rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
