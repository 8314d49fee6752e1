/** Parent of what is refused. Programs read `code`; the message says what to write instead. */
export class CreateError extends Error {
  override readonly name: string = 'CreateError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** The folder's name is missing, or no package can have it. */
export class BadAppNameError extends CreateError {
  override readonly name = 'BadAppNameError'

  constructor(given: string | undefined) {
    super(
      'E_BAD_APP_NAME',
      given === undefined
        ? 'A new app needs a name, which is the name of its folder: my-app. A dot stands for this folder.'
        : `A folder named "${given}" gives no name for a package. Use letters, digits and dashes: my-app.`,
    )
  }
}

/** There is no template of that name. */
export class UnknownTemplateError extends CreateError {
  override readonly name = 'UnknownTemplateError'

  constructor(template: string, known: readonly string[]) {
    super(
      'E_UNKNOWN_TEMPLATE',
      `There is no template "${template}". Use one of: ${known.join(', ')}.`,
    )
  }
}

/** An option is not one of those that there are, or misses its value. */
export class BadCreateOptionError extends CreateError {
  override readonly name = 'BadCreateOptionError'

  constructor(reason: string, known: readonly string[]) {
    super('E_BAD_CREATE_OPTION', `${reason} The options are: ${known.join(', ')}.`)
  }
}

/** The folder for the app holds files already. */
export class FolderNotEmptyError extends CreateError {
  override readonly name = 'FolderNotEmptyError'

  constructor(folder: string) {
    super('E_FOLDER_NOT_EMPTY', `${folder} is not empty. Choose another folder, or empty it.`)
  }
}

/** The app is written, and its packages could not be installed. */
export class InstallFailedError extends CreateError {
  override readonly name = 'InstallFailedError'

  /** @param code Exit code of the package manager; `undefined` when it is not there. */
  constructor(packageManager: string, folder: string, code: number | undefined) {
    const reason =
      code === undefined
        ? `${packageManager} is not installed`
        : `${packageManager} install ended with exit code ${code}`
    super(
      'E_INSTALL_FAILED',
      `The app is in ${folder}, without its packages: ${reason}. Install them there before you start it.`,
    )
  }
}
