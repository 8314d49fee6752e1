import { findMissingPaths } from '../private-paths.ts'
import { CODE_FOLDERS, type Check } from './check.ts'

/** Private parts of Sails that the app's own code requires. */
export const checkPrivatePaths: Check = (app) =>
  CODE_FOLDERS.flatMap((folder) => app.sources(folder)).flatMap(({ file, program }) =>
    findMissingPaths(program).map(({ path, line }) => ({
      weight: 'stops',
      file,
      line,
      text: `${path} is a private path of Sails that is not there. docs/coming-from-sails.md lists those that are.`,
    })),
  )
