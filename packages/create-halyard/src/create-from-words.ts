import path from 'node:path'
import { parseArgs } from 'node:util'

import { type CreatedApp, createApp } from './create-app.ts'
import { BadAppNameError, BadCreateOptionError } from './errors.ts'

/** Options of the command line with what they do. */
export const CREATE_OPTIONS: Readonly<Record<string, string>> = {
  '--template=<web|api>': 'a page with live messages, or only routes; web by default',
  '--ts, --js': 'the language, TypeScript by default',
}

/**
 * Creates an app as the words of a command line say. Nothing is asked, so that it works without a terminal.
 * @returns what to tell
 * @throws {BadAppNameError} {BadCreateOptionError} {UnknownTemplateError} {FolderNotEmptyError}
 */
export function createFromWords(words: readonly string[], cwd: string): string {
  const { values, positionals } = readWords(words)
  const [name, ...more] = positionals
  if (name === undefined) throw new BadAppNameError(undefined)
  if (more.length > 0) refuse(`"${more.join(' ')}" is more than the name of one folder.`)
  if (values.ts && values.js) refuse('--ts and --js exclude each other.')
  const app = createApp({
    folder: path.resolve(cwd, name),
    template: values.template,
    language: values.js ? 'js' : 'ts',
  })
  return describe(app, cwd)
}

interface Words {
  values: { template: string; ts: boolean; js: boolean }
  positionals: string[]
}

function readWords(words: readonly string[]): Words {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        template: { type: 'string', short: 't', default: 'web' },
        ts: { type: 'boolean', default: false },
        js: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    return refuse(`${reason}.`)
  }
}

function refuse(reason: string): never {
  throw new BadCreateOptionError(reason, Object.keys(CREATE_OPTIONS))
}

function describe({ folder, files }: CreatedApp, cwd: string): string {
  const relative = path.relative(cwd, folder)
  const change = relative === '' ? '' : `  cd ${relative}\n`
  return `Created ${files.length} files in ${folder}.\n\n${change}  npm install\n  npm run dev`
}
