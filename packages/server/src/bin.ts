#!/usr/bin/env node
import { pathToFileURL } from 'node:url'

import { endProcess } from './cli/end-process.ts'
import { findLocalBin } from './cli/find-local-bin.ts'
import { runCli } from './cli/run-cli.ts'

const cwd = process.cwd()
const local = findLocalBin(cwd)

// The framework is loaded by commands that need an app, and its shared app is the one that they lift: code of the app
// that imports `sails` finds the running one. For the same reason the app's own halyard goes before this one.
if (local === undefined) {
  const place = { cwd, app: async () => (await import('./index.ts')).sails }
  void runCli(process.argv.slice(2), place).then(endProcess)
} else {
  void import(pathToFileURL(local).href)
}
