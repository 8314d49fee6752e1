import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { PACKAGE_RULES, SERVER_FOLDER_RULES, SHARED_SERVER_FILES } from './import-rules.mjs'

/** `import x from 'y'`, `export { x } from 'y'`, `import 'y'` at the start of a line, and `import('y')` anywhere. */
const IMPORT =
  /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm

/** Sources below a folder, without tests, as paths relative to the folder, with the names that they import. */
export function readImports(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mts)$/.test(file) && !/\.(test|cases|test-d)\.ts$/.test(file))
    .map((file) => ({ file: toSlashes(file), imports: importsOf(path.join(folder, file)) }))
}

/** Imports that the tables do not allow, a sentence each. */
export function forbiddenImports(packageName, sources, dependencies) {
  return sources.flatMap(({ file, imports }) =>
    imports.flatMap((name) => {
      const reason = name.startsWith('.')
        ? forbiddenInside(packageName, file, name)
        : forbiddenPackage(packageName, name, dependencies)
      return reason === undefined ? [] : [`${packageName}/src/${file} imports ${name}: ${reason}`]
    }),
  )
}

/** Circles of files that import each other, type-only imports included. */
export function importCycles(sources) {
  const graph = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter((name) => name.startsWith('.')).map((name) => resolve(file, name)),
    ]),
  )
  const done = new Set()
  const cycles = []
  const visit = (file, trail) => {
    if (trail.includes(file)) {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return cycles
}

function importsOf(file) {
  const code = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2])
}

function forbiddenInside(packageName, file, name) {
  const target = resolve(file, name)
  if (target.startsWith('../')) return 'it leaves the package; import the other one by its name'
  if (!name.endsWith('.ts')) return 'relative imports name the file, with its ending'
  if (packageName !== 'server' || !file.includes('/')) return undefined
  const from = file.split('/')[0]
  const allowed = SERVER_FOLDER_RULES[from]
  if (allowed === undefined) return `the folder ${from}/ is not in scripts/import-rules.mjs`
  if (target.startsWith(`${from}/`) || SHARED_SERVER_FILES.includes(target)) return undefined
  const isAllowed = allowed.some((folder) => target.startsWith(`${folder}/`))
  return isAllowed ? undefined : `${from}/ may import ${allowed.join('/, ') || 'no other folder'}`
}

function forbiddenPackage(packageName, name, dependencies) {
  const rule = PACKAGE_RULES[packageName]
  if (name.startsWith('node:')) return rule.node ? undefined : 'this package runs without Node'
  const root = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
  if (root.startsWith('@halyard/') || root === 'halyard' || !rule.ownDependencies) {
    return rule.packages.includes(root) ? undefined : 'not in this package’s row of the table'
  }
  return dependencies.includes(root) ? undefined : 'not among the dependencies of its package.json'
}

function resolve(file, name) {
  return toSlashes(path.posix.normalize(path.posix.join(path.posix.dirname(file), name)))
}

function toSlashes(file) {
  return file.split(path.sep).join('/')
}
