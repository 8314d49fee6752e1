import { isPlainObject } from '@halyard/protocol'

import type { Finding } from '../finding.ts'
import { readInstalled } from '../installed-package.ts'
import type { Check } from './check.ts'

const FILE = 'package.json'

/** Published hooks that were seen to work, with what is to be known of them. */
const KNOWN_HOOKS: Readonly<Record<string, string>> = {
  'sails-hook-orm': 'is loaded as it is, with its adapters.',
  'sails-hook-sockets': 'is not loaded, because sockets are built in. It may be uninstalled.',
  'sails-hook-grunt': 'is loaded as it is and runs tasks/ while the app runs.',
  'sails-hook-organics': 'is loaded as it is.',
  'sails-hook-apianalytics': 'is loaded as it is.',
  'sails-hook-dev': 'is loaded as it is.',
  'sails-hook-mail': 'is loaded as it is.',
  'sails-hook-uploads': 'is loaded as it is.',
  'sails-hook-wish': 'is loaded as it is.',
  'inertia-sails': 'is loaded as it is.',
  'sails-flash': 'is loaded as it is.',
}

/** Adapters of Sails for apps of several processes. */
const SOCKETS_ADAPTERS: ReadonlySet<string> = new Set([
  '@sailshq/socket.io-redis',
  'socket.io-redis',
])
/** What does their work here. */
const NEEDED_FOR_REDIS: readonly string[] = ['@socket.io/redis-adapter', 'redis']

/** The version of Sails that an app is written for, and the packages that it brings. */
export const checkPackages: Check = (app) => {
  const dependencies = readDependencies(app.manifest)
  return [
    ...checkSailsVersion(dependencies['sails']),
    ...Object.keys(dependencies).flatMap((name) => [
      ...checkHook(name, app.appPath),
      ...checkSocketsAdapter(name, dependencies),
    ]),
  ]
}

function readDependencies(manifest: Readonly<Record<string, unknown>>): Record<string, string> {
  const lists = ['dependencies', 'devDependencies', 'optionalDependencies'].map(
    (list) => manifest[list],
  )
  return Object.assign({}, ...lists.filter(isPlainObject)) as Record<string, string>
}

function checkSailsVersion(range: string | undefined): Finding[] {
  if (range === undefined || /halyard/.test(range)) return []
  const major = /\d+/.exec(range)?.[0]
  if (major === '0') {
    const text = `The app is written for Sails ${range}. Bring it to Sails 1 first, as Sails' upgrading guide tells.`
    return [{ weight: 'stops', file: FILE, text }]
  }
  const text = `The app runs on sails ${range}. To move in: npm install sails@npm:halyard`
  return [{ weight: 'works', file: FILE, text }]
}

function checkHook(name: string, appPath: string): Finding[] {
  const known = KNOWN_HOOKS[name]
  if (known !== undefined) return [{ weight: 'works', file: FILE, text: `${name} ${known}` }]
  const installed = readInstalled(name, appPath)
  const isHook = installed === undefined ? name.includes('sails-hook-') : installed.isHook
  if (!isHook) return []
  const text = `${name} is loaded as it is. It was never tried here: see that it does what it should.`
  return [{ weight: 'works', file: FILE, text }, ...(installed?.missingPaths() ?? [])]
}

function checkSocketsAdapter(
  name: string,
  dependencies: Readonly<Record<string, string>>,
): Finding[] {
  const missing = NEEDED_FOR_REDIS.filter((one) => !(one in dependencies))
  if (!SOCKETS_ADAPTERS.has(name) || missing.length === 0) return []
  const text = `${name} is not used. An app of several processes needs: npm install ${missing.join(' ')}`
  return [{ weight: 'differs', file: FILE, text, see: 'D-ADMIN-BUS' }]
}
