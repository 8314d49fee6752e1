import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

import { onTestFinished } from 'vitest'

import { type LiftedApp, liftApp } from '../http/lift-app.ts'

/** Text of a field, or a file: its name, what is in it, and its type. */
export type Part = readonly [field: string, value: string | FileOfTest]

export interface FileOfTest {
  name: string
  bytes: string | Buffer
  type?: string
}

const BOUNDARY = 'x-boundary-of-tests'

/** A form as the bytes of its body. */
export function toForm(parts: readonly Part[]): Buffer {
  const lines = parts.map(([field, value]) =>
    typeof value === 'string' ? toText(field, value) : toFile(field, value),
  )
  return Buffer.concat([...lines, Buffer.from(`--${BOUNDARY}--\r\n`)])
}

function toText(field: string, value: string): Buffer {
  return Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  )
}

function toFile(field: string, { name, bytes, type = 'text/plain' }: FileOfTest): Buffer {
  const head =
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n` +
    `Content-Type: ${type}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n')])
}

/** Headers of a form. */
export const FORM_HEADERS = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }

/** An app in a folder of its own, and what lies in that folder. */
export interface UploadApp extends LiftedApp {
  folder: string
  send: (
    path: string,
    parts: readonly Part[],
    headers?: Record<string, string>,
  ) => ReturnType<LiftedApp['ask']>
  /** Paths of all files below the app's folder, sorted. */
  files: () => Promise<string[]>
}

export async function liftUploadApp(config: Record<string, unknown>): Promise<UploadApp> {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-uploads-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const lifted = await liftApp({ appPath: folder, ...config })
  return {
    ...lifted,
    folder,
    send: (path, parts, headers = {}) =>
      lifted.ask(path, { body: toForm(parts), headers: { ...FORM_HEADERS, ...headers } }),
    files: () => listFiles(folder),
  }
}

/** Paths of all files below a folder, sorted. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}
