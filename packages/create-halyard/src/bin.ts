#!/usr/bin/env node
import { createFromWords } from './create-from-words.ts'
import { CREATE_OPTIONS } from './create-words.ts'
import { CreateError } from './errors.ts'

const words = process.argv.slice(2)

if (words.includes('--help') || words.includes('-h')) printHelp()
else await create()

async function create(): Promise<void> {
  try {
    process.stdout.write(`${await createFromWords(words, process.cwd())}\n`)
  } catch (error) {
    if (!(error instanceof CreateError)) throw error
    process.stderr.write(`${error.message}\n  (error ${error.code})\n`)
    process.exitCode = 1
  }
}

function printHelp(): void {
  const options = Object.entries(CREATE_OPTIONS).map(
    ([name, text]) => `  ${name.padEnd(24)}${text}`,
  )
  process.stdout.write(`Usage: npm create halyard <folder> -- [options]\n\n${options.join('\n')}\n`)
}
