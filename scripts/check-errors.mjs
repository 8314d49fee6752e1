import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { codesInDocs, codesInSource, codesOutOfStep } from './error-codes.mjs'

const root = path.join(import.meta.dirname, '..')
const sources = ['client', 'create-halyard', 'orm', 'server'].flatMap((name) => {
  const folder = path.join(root, 'packages', name, 'src')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|cases|test-d)\.ts$/.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
})
const docs = readFileSync(path.join(root, 'docs', 'errors.md'), 'utf8')
const problems = codesOutOfStep(sources.flatMap(codesInSource), codesInDocs(docs))

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}
