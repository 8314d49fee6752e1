import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

/** Pages for people, as paths from the repository's root. */
export const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md'],
  'packages/client/README.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]

/** Pages whose code shows single lines of a configuration, beside the sentence that explains them. */
const WITHOUT_EXAMPLES = new Set([
  'packages/client/README.md',
  'docs/errors.md',
  'docs/differences-from-sails.md',
])

/** Pages whose code comes from files that tests run. */
export const PAGES_WITH_EXAMPLES = PAGES.filter((page) => !WITHOUT_EXAMPLES.has(page))

/** Written by `npm run bench`, which takes minutes and peers of its own. */
const MADE_BY_PROGRAMS = new Set(['bench/RESULTS.md'])

/** Text of a file, by its path from the repository's root. */
export function readFromRoot(file) {
  return readFileSync(path.join(root, file), 'utf8')
}

/** Where a file is, by its path from the repository's root. */
export function fromRoot(file) {
  return path.join(root, file)
}

/** Links of a page into the repository that lead nowhere: to no file, or to no heading of its page. */
export function brokenLinks(page) {
  const links = [...withoutCode(readFromRoot(page)).matchAll(/\]\(([^)\s]+)\)/g)]
  return links
    .map((match) => match[1])
    .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))
}

function leadsSomewhere(page, link) {
  const [file, heading] = link.split('#')
  const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file)
  if (MADE_BY_PROGRAMS.has(target)) return true
  if (!existsSync(fromRoot(target))) return false
  return heading === undefined || headingsOf(readFromRoot(target)).includes(heading)
}

/** Headings as GitHub makes anchors of them. */
function headingsOf(text) {
  return [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

function withoutCode(text) {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, '')
}
