import { readFileSync } from 'node:fs'
import path from 'node:path'

import { PACKAGE_RULES } from './import-rules.mjs'
import { forbiddenImports, importCycles, readImports } from './imports.mjs'

const packages = path.join(import.meta.dirname, '..', 'packages')
const problems = Object.keys(PACKAGE_RULES).flatMap((name) => {
  const folder = path.join(packages, name)
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  const sources = readImports(path.join(folder, 'src'))
  const cycles = importCycles(sources).map((cycle) => `${name}/src: import cycle ${cycle}`)
  return [...forbiddenImports(name, sources, dependencies), ...cycles]
})

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}
