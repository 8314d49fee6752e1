#!/usr/bin/env node
import { createFromWords } from './create-from-words.ts'
import { CreateError } from './errors.ts'

try {
  process.stdout.write(`${createFromWords(process.argv.slice(2), process.cwd())}\n`)
} catch (error) {
  if (!(error instanceof CreateError)) throw error
  process.stderr.write(`${error.message}\n  (error ${error.code})\n`)
  process.exitCode = 1
}
