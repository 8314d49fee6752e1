// Adds to package-lock.json the optional packages for other platforms that npm leaves out when it cannot reach them, or
// when it updates the file beside an existing node_modules. Without them `npm ci` refuses the file.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { missingPlatformPackages } from './platform-packages.mjs'

const folder = path.resolve(process.argv[2] ?? '.')
const file = path.join(folder, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const missing = missingPlatformPackages(lock.packages)
const all = Object.entries({ ...lock.packages, ...missing })
lock.packages = Object.fromEntries(all.toSorted(([one], [other]) => (one < other ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${Object.keys(missing).length} packages for other platforms added to ${file}`)
