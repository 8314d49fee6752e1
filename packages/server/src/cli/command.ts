import type { SailsApp } from '../app/sails.ts'

/** Where a command runs. */
export interface CliPlace {
  /** The working directory, which is the app's folder. */
  readonly cwd: string
  /** Loads the framework, and gives its shared app. */
  readonly app: () => Promise<SailsApp>
}

/** What a command is given. */
export interface CommandContext extends CliPlace {
  /** Words behind the command's name. */
  readonly words: readonly string[]
}

/**
 * Runs a command.
 * @returns its exit code; `undefined` when the process lives on, as long as what was started does
 */
export type RunCommand = (context: CommandContext) => Promise<number | undefined>

/** A command, as `halyard --help` lists it. Its code is loaded when it runs. */
export interface Command {
  readonly name: string
  /** Other names of it. */
  readonly aliases?: readonly string[]
  /** What stands behind its name: `<script> [--input=value]`. */
  readonly usage?: string
  readonly summary: string
  /** Its options with what they do. */
  readonly options?: Readonly<Record<string, string>>
  /** Lines for its own help. */
  readonly details?: readonly string[]
  readonly load: () => Promise<RunCommand>
}
