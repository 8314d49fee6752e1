import { writeFileSync } from 'node:fs'

import { fillExamples } from './examples.mjs'
import { PAGES_WITH_EXAMPLES, fromRoot, readFromRoot } from './pages.mjs'

for (const page of PAGES_WITH_EXAMPLES) {
  const text = readFromRoot(page)
  const filled = fillExamples(text, readFromRoot)
  if (filled === text) continue
  writeFileSync(fromRoot(page), filled)
  console.log(`filled ${page}`)
}
