// Writes docs/reference/*.md from the built types of the packages, whose docstrings are the source.
// `--check` writes nothing and fails when a page is not what it would write.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { Application } from 'typedoc'

const here = import.meta.dirname
const root = path.join(here, '../../..')

/** Pages, and the public types that each shows. */
const PAGES = [
  { page: 'halyard', title: 'halyard', types: 'packages/server/dist/index.d.ts' },
  { page: 'testing', title: 'halyard/testing', types: 'packages/server/dist/testing/index.d.ts' },
  { page: 'client', title: '@halyard/client', types: 'packages/client/dist/index.d.ts' },
  { page: 'orm', title: '@halyard/orm', types: 'packages/orm/dist/index.d.ts' },
  { page: 'protocol', title: '@halyard/protocol', types: 'packages/protocol/dist/index.d.ts' },
]

const isCheck = process.argv.includes('--check')
const stale = []
for (const { page, title, types } of PAGES) {
  const file = path.join(here, '..', `${page}.md`)
  const text = await makePage(title, path.join(root, types))
  if (isCheck) {
    const found = await readFile(file, 'utf8').catch(() => '')
    if (found !== text) stale.push(`docs/reference/${page}.md`)
  } else await writeFile(file, text)
}
if (stale.length > 0) {
  console.error(`Not what the docstrings say: ${stale.join(', ')}. Run \`npm run reference\`.`)
  process.exitCode = 1
} else console.log(`docs/reference: ${PAGES.length} pages`)

async function makePage(title, types) {
  // A folder of its own: typedoc empties the one that it writes to.
  const folder = await mkdtemp(path.join(tmpdir(), 'halyard-reference-'))
  try {
    const app = await Application.bootstrapWithPlugins(optionsFor(title, types, folder))
    const project = await app.convert()
    if (project === undefined || app.logger.hasErrors()) throw new Error(`${types} cannot be read.`)
    await app.generateOutputs(project)
    return withNote(await readFile(path.join(folder, 'README.md'), 'utf8'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function optionsFor(title, types, folder) {
  return {
    name: title,
    entryPoints: [types],
    tsconfig: path.join(here, 'tsconfig.json'),
    plugin: ['typedoc-plugin-markdown'],
    outputs: [{ name: 'markdown', path: folder }],
    skipErrorChecking: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    disableSources: true,
    readme: 'none',
    // Docstrings name types that are not public, too; those stay plain text.
    validation: false,
    logLevel: 'Error',
    outputFileStrategy: 'modules',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
  }
}

/** The page, told apart from the written ones. */
function withNote(text) {
  const [heading, ...rest] = text.split('\n')
  const note = '<!-- Made from the docstrings by `npm run reference`. Change those. -->'
  return [heading, '', note, ...rest].join('\n')
}
