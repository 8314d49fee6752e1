import path from 'node:path'
import { inspect } from 'node:util'

import { loadFile } from '../app/files/load-file.ts'
import { readAppConfig } from './app-config.ts'
import type { CommandContext, RunCommand } from './command.ts'
import { findScript } from './find-script.ts'
import { print } from './print.ts'
import { runChild } from './run-child.ts'
import { type ScriptContext, compileScript } from './script-definition.ts'
import { splitScriptWords } from './script-words.ts'

/** Runs a script of `scripts/`, or of package.json through npm. */
export const runScriptCommand: RunCommand = async (context) => {
  const { cwd, words } = context
  const [name, ...rest] = words
  const script = findScript(cwd, name)
  if (script.kind === 'npm') {
    return runChild('npm', ['run', '--silent', script.name, '--', ...rest], cwd)
  }
  return runFile(script.name, script.file, { ...context, words: rest })
}

/** Loads the app without lifting it, runs the file, lowers the app and prints what came out. */
async function runFile(name: string, file: string, context: CommandContext): Promise<number> {
  const { cwd } = context
  const shown = path.relative(cwd, file)
  const script = compileScript(name, shown, await loadFile(file, cwd))
  const words = splitScriptWords(context.words)
  const inputs = await script.readInputs(words, process.env)
  const serialCommandLineArgs = words.values
  const result = script.needsApp
    ? await withApp(context, words.settings, async (sails) =>
        script.run(inputs, { sails, serialCommandLineArgs }),
      )
    : await script.run(inputs, { sails: undefined, serialCommandLineArgs })
  if (result !== undefined) print(typeof result === 'string' ? result : inspect(result))
  return 0
}

async function withApp(
  { cwd, app }: CommandContext,
  settings: readonly string[],
  work: (sails: NonNullable<ScriptContext['sails']>) => Promise<unknown>,
): Promise<unknown> {
  const config = readAppConfig(cwd, settings)
  const sails = await app()
  await sails.load(config)
  try {
    return await work(sails)
  } finally {
    await sails.lower()
  }
}
