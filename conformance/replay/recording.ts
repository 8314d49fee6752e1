import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Anything that JSON can hold. */
export type Json = unknown

/** One thing that was tried with Sails, and what came of it. `wire/` has them as they were recorded. */
export interface Exchange {
  readonly name: string
  readonly [key: string]: Json
}

export interface Recording {
  /** Name of the file, without ending. */
  readonly file: string
  readonly exchanges: readonly Exchange[]
  readonly [key: string]: Json
}

const SPOKEN = /("handshakeQuery": {[^}]*"EIO": )"3"/g
const FOLDER = path.join(import.meta.dirname, '../wire')

/** Reads one recording. */
export function readRecording(file: string): Recording {
  const text = readFileSync(path.join(FOLDER, `${file}.json`), 'utf8')
  // What the recordings took for granted: their own port, once, and the revision that their client spoke.
  const general = text
    .replaceAll('"port": 14501', '"port": "<port>"')
    .replaceAll(SPOKEN, '$1"<eio>"')
  const recording: Recording = JSON.parse(general)
  return { ...recording, file, exchanges: recording.exchanges ?? [] }
}

/** Reads them all. */
export function readRecordings(): Recording[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  return files.map((name) => readRecording(path.basename(name, '.json')))
}

/** Whether a value is an object with keys. */
export function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
