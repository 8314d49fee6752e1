import { createRequire } from 'node:module'

/** Version of this package. */
export const VERSION: string = readVersion()

/** By the package's name, because the build moves this file. */
function readVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('halyard/package.json')
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : ''
}
