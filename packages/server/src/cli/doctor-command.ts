import { examineApp } from '../doctor/examine-app.ts'
import type { Finding, Weight } from '../doctor/finding.ts'
import { nearestName } from '../nearest-name.ts'
import { refuseOtherFolders } from './app-config.ts'
import type { RunCommand } from './command.ts'
import { UnknownOptionError } from './errors.ts'
import { print } from './print.ts'

const JSON_FLAG = '--json'

const HEADINGS: readonly (readonly [weight: Weight, heading: string])[] = [
  ['stops', 'To change before all of the app works:'],
  ['differs', 'Works, but not in every case as with Sails:'],
  ['works', 'Good to know:'],
]

/** Prints what of a Sails app will work here. Fails when something must be changed first. */
export const runDoctor: RunCommand = async ({ cwd, words }) => {
  const unknown = words.find((word) => word !== JSON_FLAG)
  if (unknown !== undefined)
    throw new UnknownOptionError(unknown, nearestName(unknown, [JSON_FLAG]))
  refuseOtherFolders(cwd)
  const findings = examineApp(cwd)
  print(words.includes(JSON_FLAG) ? JSON.stringify(findings, undefined, 2) : toReport(findings))
  return findings.some(({ weight }) => weight === 'stops') ? 1 : 0
}

function toReport(findings: readonly Finding[]): string {
  const parts = HEADINGS.flatMap(([weight, heading]) => {
    const own = findings.filter((finding) => finding.weight === weight)
    return own.length === 0 ? [] : [heading, ...own.map(toLine), '']
  })
  const stops = findings.filter(({ weight }) => weight === 'stops').length
  const end =
    stops === 0
      ? 'Nothing was found that keeps the app from working.'
      : `${stops} ${stops === 1 ? 'thing' : 'things'} to change.`
  return [
    ...parts,
    `${end} D-... is in docs/differences-from-sails.md, E_... in docs/errors.md.`,
  ].join('\n')
}

function toLine({ file, line, text, see }: Finding): string {
  const place = [file, line].filter((part) => part !== undefined).join(':')
  return `  ${place}${place === '' ? '' : '  '}${text}${see === undefined ? '' : ` (${see})`}`
}
