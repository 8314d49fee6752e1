// npm run new-app -- <folder> [options of npm create halyard]: a new app that runs on the packages of this clone.
import { execFileSync } from 'node:child_process'
import path from 'node:path'

const PACKAGES = ['protocol', 'orm', 'create-halyard', 'client', 'server']

const root = path.join(import.meta.dirname, '..')
const [folder, ...options] = process.argv.slice(2)
if (folder === undefined || folder.startsWith('-')) {
  console.error('Say where the app is to be: npm run new-app -- ../my-app')
  process.exit(1)
}
run(process.execPath, ['packages/create-halyard/dist/bin.js', folder, '--no-install', ...options])
run('npm', ['install', '--prefix', folder, ...PACKAGES.map((name) => `./packages/${name}`)])
console.log(`\nnpm run dev --prefix ${folder}`)

function run(command, words) {
  try {
    execFileSync(command, words, { cwd: root, stdio: 'inherit' })
  } catch {
    // It has said what is wrong.
    process.exit(1)
  }
}
