import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { BadAppNameError, FolderNotEmptyError, UnknownTemplateError } from './errors.ts'
import { toManifest } from './manifest.ts'

/** What an app can be made from: a page with live messages, or only routes. */
const TEMPLATES: readonly string[] = ['web', 'api']

/** What to create. */
export interface AppOptions {
  /** Absolute path; its last part gives the package's name where there is no other one. */
  readonly folder: string
  readonly name?: string | undefined
  /** `web` or `api`. */
  readonly template: string
  readonly language: 'ts' | 'js'
}

/** What was created. */
export interface CreatedApp {
  readonly folder: string
  /** Paths inside it, in order. */
  readonly files: readonly string[]
}

/** Beside `src` and beside `dist` alike. */
const SHELF = fileURLToPath(new URL('../templates', import.meta.url))

/** Files that may be there before: what makes a folder a repository. */
const HARMLESS: ReadonlySet<string> = new Set(['.git', '.gitignore', 'LICENSE', 'README.md'])

/**
 * Writes a new app. Files of a repository that are there already stay as they are.
 * @throws {BadAppNameError} {UnknownTemplateError} {FolderNotEmptyError} before anything is written
 */
export function createApp({ folder, name: given, template, language }: AppOptions): CreatedApp {
  if (!TEMPLATES.includes(template)) throw new UnknownTemplateError(template, TEMPLATES)
  const name = toPackageName(given ?? path.basename(folder))
  if (hasFiles(folder)) throw new FolderNotEmptyError(folder)
  const texts = new Map([
    ['package.json', toManifest(name, template, language)],
    [`config/local.${language}`, toLocalConfig(language)],
    ...readShelves(template, language),
  ])
  const files = [...texts.keys()].toSorted()
  for (const file of files) {
    const text = (texts.get(file) ?? '').replaceAll('{{name}}', name)
    write(path.join(folder, file), text.replaceAll('{{ext}}', language))
  }
  return { folder, files }
}

/** Later shelves replace files of earlier ones. */
function readShelves(template: string, language: string): [file: string, text: string][] {
  const shelves = ['common', language]
  if (template === 'web') shelves.push('web', `web-${language}`)
  return shelves.flatMap((shelf) => readShelf(path.join(SHELF, shelf)))
}

function readShelf(shelf: string): [file: string, text: string][] {
  if (!existsSync(shelf)) return []
  return readdirSync(shelf, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const full = path.join(entry.parentPath, entry.name)
      const file = path.relative(shelf, full).split(path.sep).join('/')
      // npm leaves out, or renames, files of packages that begin with a dot.
      return [file.replace(/^_/, '.'), readFileSync(full, 'utf8')]
    })
}

function write(file: string, text: string): void {
  if (existsSync(file)) return
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function hasFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => !HARMLESS.has(name))
}

function toPackageName(given: string): string {
  const name = given
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  if (name === '') throw new BadAppNameError(given)
  return name
}

/** For this machine only: git leaves it out. */
function toLocalConfig(language: string): string {
  const secret = randomBytes(32).toString('base64url')
  const start = language === 'ts' ? 'export const session' : 'module.exports.session'
  return `// Settings of this machine, which git ignores. On a server, the environment has them: sails_session__secret=…
${start} = { secret: '${secret}' }
`
}
