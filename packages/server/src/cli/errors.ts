import type { CreateError } from 'create-halyard'

import { HalyardError } from '../errors.ts'

/** There is no such command. */
export class UnknownCommandError extends HalyardError {
  override readonly name = 'UnknownCommandError'

  /** @param advice What to call instead. */
  constructor(command: string, advice: string) {
    super('E_UNKNOWN_COMMAND', `halyard has no command "${command}". ${advice}`)
  }
}

/** The working directory holds no app. */
export class NotAnAppError extends HalyardError {
  override readonly name = 'NotAnAppError'

  constructor(folder: string) {
    super(
      'E_NOT_AN_APP',
      `There is no app in ${folder}: it has neither a package.json nor a folder api or config. Change to the app's folder.`,
    )
  }
}

/** The name of a script is missing, or is no name. */
export class BadScriptNameError extends HalyardError {
  override readonly name = 'BadScriptNameError'

  constructor(found: string | undefined, known: readonly string[]) {
    const problem =
      found === undefined
        ? 'halyard run needs the name of a script.'
        : `"${found}" is no name of a script: scripts lie in scripts/ itself, in no folder below it.`
    super('E_BAD_SCRIPT_NAME', `${problem} ${listScripts(known)}`)
  }
}

/** There is no script of that name. */
export class UnknownScriptError extends HalyardError {
  override readonly name = 'UnknownScriptError'

  constructor(script: string, nearest: string | undefined, known: readonly string[]) {
    const advice = nearest === undefined ? listScripts(known) : `Did you mean "${nearest}"?`
    super(
      'E_UNKNOWN_SCRIPT',
      `There is no script "${script}", neither in scripts/ nor in package.json. ${advice}`,
    )
  }
}

/** A name means a file and a line of package.json. */
export class AmbiguousScriptError extends HalyardError {
  override readonly name = 'AmbiguousScriptError'

  constructor(script: string, file: string) {
    super(
      'E_AMBIGUOUS_SCRIPT',
      `"${script}" is ${file} and a script of package.json. Rename one of them, or run npm run ${script}.`,
    )
  }
}

/** A file of scripts/ exports nothing that can be run. */
export class InvalidScriptError extends HalyardError {
  override readonly name = 'InvalidScriptError'

  constructor(file: string, mistakes: readonly string[]) {
    super(
      'E_INVALID_SCRIPT',
      `${file} is no script: ${mistakes.join('; ')}. ` +
        'Export a function, or a definition such as { friendlyName, inputs, fn }.',
    )
  }
}

/** A script was called with values that it does not take. */
export class ScriptInputsError extends HalyardError {
  override readonly name = 'ScriptInputsError'
  /** A sentence for each value that is missing, wrong or not known. */
  readonly problems: readonly string[]

  constructor(script: string, problems: readonly string[]) {
    super(
      'E_SCRIPT_INPUTS',
      `The script "${script}" cannot run with these values:` +
        problems.map((problem) => `\n  - ${problem}`).join('') +
        '\nSettings of the app stand behind a lone --.',
    )
    this.problems = problems
  }
}

/** A script ended by another exit than `success`. */
export class ScriptExitError extends HalyardError {
  override readonly name = 'ScriptExitError'

  constructor(script: string, exit: string, output: string | undefined, cause: unknown) {
    const said = output === undefined ? '' : `: ${output}`
    super('E_SCRIPT_EXIT', `The script "${script}" took its exit "${exit}"${said}`, { cause })
  }
}

function listScripts(known: readonly string[]): string {
  if (known.length === 0) return 'The app has no scripts yet; write scripts/<name>.js.'
  return `The app has: ${known.join(', ')}.`
}

/** A command was given an option that it does not have. */
export class UnknownOptionError extends HalyardError {
  override readonly name = 'UnknownOptionError'

  constructor(option: string, nearest: string | undefined) {
    const advice =
      nearest === undefined ? '--help lists those that there are.' : `Did you mean ${nearest}?`
    super('E_UNKNOWN_OPTION', `The command has no option ${option}. ${advice}`)
  }
}

/** There is no such part to generate. */
export class UnknownGeneratorError extends HalyardError {
  override readonly name = 'UnknownGeneratorError'

  constructor(type: string, nearest: string | undefined, known: readonly string[]) {
    const advice =
      nearest === undefined ? `It knows: ${known.join(', ')}.` : `Did you mean "${nearest}"?`
    super('E_UNKNOWN_GENERATOR', `halyard cannot generate "${type}". ${advice}`)
  }
}

/** Sails generates this, and halyard does not. */
export class GeneratorUnsupportedError extends HalyardError {
  override readonly name = 'GeneratorUnsupportedError'

  constructor(type: string, instead: string) {
    super('E_GENERATOR_UNSUPPORTED', `halyard does not generate "${type}". ${instead}`)
  }
}

/** The name of a part is missing, or no file can have it. */
export class BadPartNameError extends HalyardError {
  override readonly name = 'BadPartNameError'

  /** @param usage What stands behind the part, where no name was given. */
  constructor(type: string, given: string, usage = '<name>') {
    const problem =
      given === ''
        ? `A new ${type} needs a name. Usage: halyard generate ${type} ${usage}.`
        : `"${given}" is no name for a new ${type}.`
    super(
      'E_BAD_PART_NAME',
      `${problem} Use letters, digits and dashes, beginning with a letter: sign-up. ` +
        'Only actions, controllers, helpers, views, pages and emails may lie in folders: user/sign-up.',
    )
  }
}

/** An attribute of a new model has a name or a type that it cannot have. */
export class BadAttributeError extends HalyardError {
  override readonly name = 'BadAttributeError'

  constructor(word: string, types: readonly string[]) {
    super(
      'E_BAD_ATTRIBUTE',
      `"${word}" is no attribute of a new model. Write its name, or name:type with one of: ${types.join(', ')}.`,
    )
  }
}

/** A file is there already. */
export class FileExistsError extends HalyardError {
  override readonly name = 'FileExistsError'

  constructor(file: string) {
    super(
      'E_FILE_EXISTS',
      `${file} is there already. Choose another name, or replace it with --force.`,
    )
  }
}

/** A new app cannot be created. Code and message are those of the package that creates them. */
export class NewAppRefusedError extends HalyardError {
  override readonly name = 'NewAppRefusedError'

  constructor(cause: CreateError) {
    super(cause.code, cause.message, { cause })
  }
}

/** The files of an app cannot be watched. */
export class UnwatchableError extends HalyardError {
  override readonly name = 'UnwatchableError'

  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      'E_UNWATCHABLE',
      `The files in ${folder} cannot be watched: ${reason}. On Linux fs.inotify.max_user_watches allows more of them; ` +
        '--no-watch lifts the app without.',
      { cause },
    )
  }
}

/** An app has no tests that could be run. */
export class NoTestsError extends HalyardError {
  override readonly name = 'NoTestsError'

  constructor(folder: string) {
    super(
      'E_NO_TESTS',
      `There are no tests in ${folder}. Write one, such as test/app.test.js, or let halyard generate action write it.`,
    )
  }
}

/** Two options were given that contradict each other. */
export class ExclusiveOptionsError extends HalyardError {
  override readonly name = 'ExclusiveOptionsError'

  constructor(one: string, other: string) {
    super('E_EXCLUSIVE_OPTIONS', `${one} and ${other} exclude each other. Leave one out.`)
  }
}

/** `halyard config` was not told what to print. */
export class NoSettingNamedError extends HalyardError {
  override readonly name = 'NoSettingNamedError'

  constructor() {
    super(
      'E_NO_SETTING_NAMED',
      'Say what to print: halyard config list, or halyard config get log.level.',
    )
  }
}

/** The app has no setting of that name. */
export class UnknownSettingError extends HalyardError {
  override readonly name = 'UnknownSettingError'

  constructor(key: string, nearest: string | undefined) {
    const advice =
      nearest === undefined ? 'halyard config list prints all.' : `Did you mean "${nearest}"?`
    super('E_UNKNOWN_SETTING', `config.${key} is not set. ${advice}`)
  }
}
