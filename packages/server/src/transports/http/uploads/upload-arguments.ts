import { Writable } from 'node:stream'

import { isPlainObject } from '@halyard/protocol'

import { showValue } from '../../../errors.ts'
import type { UploadAdapter, UploadCallback, UploadOptions } from '../../../request/uploads.ts'
import { toByteCount } from '../body-settings.ts'
import { UploadUsageError } from './errors.ts'

/** What `upload()` was told, checked. */
export interface UploadPlan {
  readonly options: UploadOptions
  /** A stream of the caller's own that takes the files. */
  readonly receiver: Writable | undefined
  readonly adapter: UploadAdapter | undefined
  /** `undefined` for the configured limits. */
  readonly maxBytes: number | undefined
  readonly maxFileBytes: number | undefined
  /** In lower case, with their dot; `undefined` for all. */
  readonly extensions: readonly string[] | undefined
}

/** Tells the callback from the options: `upload(callback)`, `upload(options, callback)`, `upload(options)`. */
export function splitUploadArguments(values: readonly unknown[]): {
  given: unknown
  callback: UploadCallback | undefined
} {
  const callback = values.find(isCallback)
  const [first] = values
  return { given: first === callback ? undefined : first, callback }
}

/** @throws {UploadUsageError} */
export function parseUploadOptions(given: unknown): UploadPlan {
  if (isReceiver(given)) return toPlan({}, given)
  if (typeof given === 'string') return toPlan({ saveAs: given }, undefined)
  if (given === undefined || given === null) return toPlan({}, undefined)
  if (!isPlainObject(given)) {
    throw new UploadUsageError(
      `upload() got ${showValue(given)}, which is neither options, nor a name, nor a stream for files.`,
    )
  }
  return toPlan(withoutNulls(given), undefined)
}

/** Apps keep options in their configuration, where `null` says that there is none. */
function withoutNulls(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null))
}

function toPlan(options: Record<string, unknown>, receiver: Writable | undefined): UploadPlan {
  const { saveAs, dirname, extensions, onProgress } = options
  expect('saveAs', saveAs, typeof saveAs === 'string' || typeof saveAs === 'function', 'a name')
  expect('dirname', dirname, typeof dirname === 'string', 'a path')
  expect('onProgress', onProgress, typeof onProgress === 'function', 'a function')
  expect('extensions', extensions, isTextList(extensions), "a list such as ['png', 'jpg']")
  return {
    options,
    receiver,
    adapter: receiver === undefined ? toAdapter(options) : undefined,
    maxBytes: readBytes('maxBytes', options['maxBytes']),
    maxFileBytes: readBytes('maxFileBytes', options['maxFileBytes']),
    extensions: isTextList(extensions) ? extensions.map(withDot) : undefined,
  }
}

function expect(key: string, value: unknown, isRight: boolean, wanted: string): void {
  if (value === undefined || value === null || isRight) return
  throw new UploadUsageError(`The option ${key} of upload() is ${showValue(value)}, not ${wanted}.`)
}

function readBytes(key: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined
  const bytes = toByteCount(value)
  expect(key, value, bytes !== undefined, "a number of bytes or text such as '15mb'")
  return bytes
}

function toAdapter(options: Record<string, unknown>): UploadAdapter | undefined {
  const given = options['adapter']
  if (given === undefined || given === null) return undefined
  const adapter: unknown =
    typeof given === 'function' ? Reflect.apply(given, undefined, [options]) : given
  if (isAdapter(adapter)) return adapter
  throw new UploadUsageError('The option adapter of upload() has no receive().')
}

function withDot(extension: string): string {
  return `.${extension.replace(/^\./, '')}`.toLowerCase()
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isAdapter(value: unknown): value is UploadAdapter {
  return (
    typeof value === 'object' &&
    value !== null &&
    'receive' in value &&
    typeof value.receive === 'function'
  )
}

/** Streams of userland (readable-stream) are no instances of Node's. */
function isReceiver(value: unknown): value is Writable {
  return (
    value instanceof Writable ||
    (typeof value === 'object' && value !== null && 'writable' in value && 'write' in value)
  )
}

function isCallback(value: unknown): value is UploadCallback {
  return typeof value === 'function'
}
